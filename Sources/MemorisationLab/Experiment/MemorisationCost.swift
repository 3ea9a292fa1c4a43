import LabBase
import LabRuns
import Nets

/// What a run will cost, estimated from its sizes before it is built.
package struct MemorisationCost: Equatable, Sendable {
  /// Number of parameters, as a real number so that absurd sizes do not overflow.
  package let parameters: Double
  /// Multiply-adds of one image's forward pass.
  package let multiplyAdds: Double
  /// Values of all activations of one image.
  package let activations: Double

  private let configuration: MemorisationConfiguration

  /// Estimates the cost of a configuration.
  package init(_ configuration: MemorisationConfiguration) {
    self.configuration = configuration
    let shape = configuration.imageShape
    let (pixels, inputs, classes) = (
      Double(shape.pixels), Double(shape.count), Double(configuration.classCount)
    )
    switch configuration.classifier.family {
    case .mlp(let layers, let width), .ioc(let layers, let width):
      let (layers, width) = (Double(layers), Double(width))
      parameters = inputs * width + (layers - 1) * width * width + width * classes + layers * width + classes
      multiplyAdds = parameters
      activations = inputs + 3 * layers * width + classes
    case .cnn(let layers, let width):
      (parameters, multiplyAdds, activations) = Self.convolutions(
        widths: [Double](repeating: Double(width), count: layers), channels: Double(shape.channels),
        pixels: pixels, classes: classes)
    case .alexnet:
      (parameters, multiplyAdds, activations) = Self.convolutions(
        widths: [64, 64], channels: Double(shape.channels), pixels: pixels, classes: classes)
    case .inception:
      // Nearly all of it is in its convolutions: 260,000 multiply-adds a pixel and weights of 1.65 million, of which the
      // number of channels changes next to nothing.
      parameters = 1.65e6
      multiplyAdds = Self.inceptionMultiplyAdds * pixels
      activations = Self.inceptionActivations * pixels
    }
  }

  /// Multiply-adds and values a pixel of the small Inception: sums over its layers at 28×28.
  private static let (inceptionMultiplyAdds, inceptionActivations) = (2.605e5, 2500.0)

  /// Sums over layers of 5×5 convolutions, each followed by a halving, and layers of 384, 192 and the classes.
  private static func convolutions(
    widths: [Double], channels: Double, pixels: Double, classes: Double
  ) -> (parameters: Double, multiplyAdds: Double, activations: Double) {
    var (parameters, products, values) = (0.0, 0.0, channels * pixels)
    var (inputs, pixels) = (channels, pixels)
    for width in widths {
      parameters += 25 * inputs * width + width
      products += 25 * inputs * width * pixels
      // Output, activated, pooled, normalised.
      values += 3 * width * pixels
      (inputs, pixels) = (width, max(1, pixels / 4))
    }
    var last = inputs * pixels
    for width in [384, 192, classes] {
      parameters += last * width + width
      products += last * width
      values += 3 * width
      last = width
    }
    return (parameters, products, values)
  }

  /// Memory of a run in bytes at its greatest: the images, and as many bytes again where more than cutting is done to
  /// them; parameters and what the rule keeps of them, with a saved state's two copies; activations and their gradients.
  package var memory: Double {
    let moments: Double =
      switch configuration.optimizer {
      case .sgd, .rmsprop, .adagrad: 1
      case .adam, .adamax: 2
      }
    let images = Double(configuration.imageCount + configuration.testCount)
    let side = Double(configuration.storedSize)
    let stored = images * Double(configuration.imageChannels) * side * side
    let batch = Double(configuration.batchSize)
    return 2 * stored + 4 * 3 * (1 + moments) * parameters + 4 * 3 * batch * activations
  }

  /// An upper bound on a run's seconds on one core: all epochs, at 30 · 10⁹ multiply-adds a second; three passes for
  /// training and one for measuring.
  package var seconds: Double {
    let images = Double(configuration.epochs) * Double(configuration.trainCount)
    let measured =
      Double(configuration.epochs) * Double(configuration.imageCount + configuration.testCount)
    return (3 * images + measured) * multiplyAdds / 30e9 + images * Double(configuration.imageShape.count)
      / 1e9
  }

  /// The same as the floor below knows it.
  var run: RunCost {
    RunCost(seconds: seconds, secondsBeside: 0.01, memory: memory, disk: 4 * parameters + 100_000)
  }

  /// Checks that the run fits this machine.
  ///
  /// - Throws: `LabError.badConfiguration` with the memory needed and the memory there.
  func checkMemory() throws(LabError) {
    try MachineMemory.require(
      memory, for: "training \(configuration.net) on \(configuration.imageCount) images",
      advice: "take a smaller net, fewer images or a smaller batch")
  }

  /// Checks that the weights of a finished run can be read and the net be asked.
  ///
  /// - Throws: `LabError.badConfiguration` with the memory needed and the memory there.
  func checkAsking() throws(LabError) {
    try MachineMemory.require(
      4 * 3 * parameters + 4 * 2 * Double(configuration.batchSize) * activations,
      for: "asking \(configuration.net)", advice: "use a larger machine")
  }
}
