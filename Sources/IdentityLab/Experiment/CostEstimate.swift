import Foundation
import LabBase
import LabRuns
import Nets

/// What a run will cost, estimated from its sizes before it is built.
package struct CostEstimate: Equatable, Sendable {
  /// Number of parameters, as a real number so that absurd sizes do not overflow.
  package let parameters: Double
  /// Arithmetic of a training step in floating-point operations: 6 a weight, a pixel it is applied to and an image.
  package let operationsPerStep: Double
  /// Memory of a run in bytes at its greatest: weights, optimiser state, activations, the gradients where they are held
  /// until their norm is known, of gradient flow two more and the weights to go back to, while the state is saved two copies of all that is in it, and the pictures that the net
  /// is asked about.
  package let memory: Double
  /// Disk that a finished run takes, in bytes: the weights and its tables.
  package let disk: Double
  /// Seconds of a training step on one core of a processor with AVX-512, see ``seconds``.
  let secondsPerStep: Double
  private let steps: Int
  private let batchSize: Int

  /// Estimates the cost of a configuration.
  package init(_ configuration: ReconstructionConfiguration) {
    self.init(
      network: configuration.network, imageShape: configuration.imageShape,
      optimizer: configuration.optimizer,
      hasMomentum: configuration.momentum != 0, heldCopies: configuration.heldCopies,
      steps: configuration.steps, batchSize: configuration.batchSize ?? 1)
  }

  /// Estimates the cost of `steps` training steps of a network that `Architecture.problem` has nothing against.
  ///
  /// - Parameter heldCopies: how many numbers a weight are held beside weights and moments, such as gradients.
  init(
    network: Architecture, imageShape shape: ImageShape, optimizer: OptimizerKind, hasMomentum: Bool = true,
    heldCopies: Double = 0, steps: Int = 0, batchSize: Int = 1
  ) {
    self.steps = steps
    self.batchSize = batchSize
    let isConvolutional = network.isConvolutional
    let depth = Double(network.depth)
    let taps = network.kernelSize.map { Double($0) * Double($0) } ?? 1
    let end = Double(isConvolutional ? shape.channels : shape.count)
    // A single layer has no hidden units, only its two ends.
    let width = network.depth == 1 ? end : Double(network.width)
    if case .resnet = network {
      parameters = depth * width * end
    } else {
      let ends = depth == 1 ? end * end : 2 * width * end
      parameters = taps * (max(depth - 2, 0) * width * width + ends)
    }
    let positions = isConvolutional ? Double(shape.pixels) : 1
    operationsPerStep = 6 * parameters * positions * Double(batchSize)
    let moments =
      switch optimizer {
      // Low-rank training has an older matrix in the velocity's place, with momentum or without.
      case .sgd: hasMomentum || !isConvolutional ? 1.0 : 0.0
      case .rmsprop, .adagrad: 1.0
      case .adam, .adamax: 2.0
      }
    let copies = 3 * (1 + moments) + heldCopies
    // Output, activated output and their gradients of a layer.
    memory =
      4 * (copies * parameters + 4 * depth * width * positions * Double(batchSize))
      + Self.pictureBytes(of: shape)
    disk = 4 * parameters + 100_000
    if isConvolutional {
      // Products between hidden layers are blocked by channels: few of them fill a part of what the kernels take at once.
      let hidden = 6 * taps * max(depth - 2, 0) * width * width * positions * Double(batchSize)
      let hiddenRate = 500e9 * width / (width + 9)
      secondsPerStep = hidden / hiddenRate + max(0, operationsPerStep - hidden) / 85e9 + depth * 1e-6
    } else {
      // What lies in caches is read several times as fast.
      let bytes = (optimizer == .sgd ? 1 : 7) * 4 * parameters
      let reading = min(bytes, 16e6) / 80e9 + max(0, bytes - 16e6) / 15e9
      let products = batchSize > 1 ? operationsPerStep / 60e9 : 0
      secondsPerStep = max(reading, products) + depth * 4e-6
    }
  }

  /// A run's seconds on one core where it takes all its steps, from rates that `bench step` measured and with half as much
  /// again.
  ///
  /// Operations are those that direct sums would need: 500 · 10⁹ · w/(w + 9) a second between hidden layers of w channels,
  /// 85 · 10⁹ at a net's two ends. Fully connected layers read the first 16 MB at 80 GB/s and the rest at 15 GB/s, SGD
  /// about as much as all weights a step, an adaptive rule's update seven times that, or do 60 · 10⁹ operations a second for
  /// a batch of several images, whichever takes longer. The same numbers on every machine, for shares of a sweep are dealt by them: portable
  /// kernels take some 1.5 to 3 times as long. `bench step` shows what they say beside what it measures.
  package var seconds: Double { 1.5 * Double(steps) * secondsPerStep }

  /// The same as the floor below knows it.
  var run: RunCost {
    RunCost(
      seconds: seconds,
      secondsBeside: 0.004 + Double(Self.pictureCount) * secondsPerStep / Double(3 * batchSize),
      memory: memory,
      disk: disk)
  }

  /// How many pictures a trained net is asked about: for each, a forward pass, a third of a step.
  private static var pictureCount: Int {
    let similar = SimilarityProtocol()
    return ProbeFamily.allCases.count * ProbeBattery.defaultImagesPerFamily + similar.rhos.count
      * similar.inputsPerRho
  }

  /// Bytes that a forward pass of one image keeps: the output and the activated output of every layer.
  static func activationBytes(of network: Architecture, imageShape: ImageShape) -> Double {
    let positions = network.isConvolutional ? Double(imageShape.pixels) : 1
    let layer = max(Double(network.width) * positions, Double(imageShape.count))
    return 4 * 2 * Double(network.depth) * layer
  }

  /// Bytes that a forward pass of one image takes at most: its activations and what convolutions work in, such as padded
  /// copies and transforms, about nine planes a channel and for large filters a quarter of a copy a tap.
  static func forwardBytes(of network: Architecture, imageShape: ImageShape) -> Double {
    let activations = activationBytes(of: network, imageShape: imageShape)
    guard let kernelSize = network.kernelSize else { return activations }
    let (taps, channels) = (Double(kernelSize * kernelSize), Double(max(network.width, imageShape.channels)))
    let planes = max(9, taps / 4) * channels * Double(imageShape.pixels)
    return activations + 4 * (planes + 2 * taps * channels * channels)
  }

  /// Bytes that the pictures of a battery and of the similarity protocol take at their greatest: twice those that are
  /// kept, for a digest is made of a copy, and while a net is asked its answers stand beside them.
  static func pictureBytes(of shape: ImageShape) -> Double {
    2 * 4 * Double(shape.count) * Double(pictureCount)
  }

  /// Checks that the run fits this machine.
  ///
  /// - Throws: `LabError.badConfiguration` with the memory needed and the memory there.
  func checkMemory() throws(LabError) {
    try MachineMemory.require(
      memory, for: "training a network", advice: "lower depth, width, kernelSize, batchSize or size")
  }

  /// Checks that the weights of a finished run can be read.
  ///
  /// - Throws: `LabError.badConfiguration` with the memory needed and the memory there.
  func checkWeights() throws(LabError) {
    // The file's bytes, its tensors, and the net's own.
    try MachineMemory.require(3 * 4 * parameters, for: "a network's weights", advice: "use a larger machine")
  }

  /// Checks that there is room for a battery of images of a shape.
  ///
  /// - Throws: `LabError.badConfiguration` with the memory needed and the memory there.
  static func checkPictures(_ shape: ImageShape) throws(LabError) {
    try MachineMemory.require(
      pictureBytes(of: shape), for: "a probe battery of images of \(shape)", advice: "lower size")
  }

  /// Checks that a net can be asked about images of a shape.
  ///
  /// - Throws: `LabError.badConfiguration` with the memory needed and the memory there.
  static func checkMemory(asking network: Architecture, imageShape: ImageShape) throws(LabError) {
    try MachineMemory.require(
      forwardBytes(of: network, imageShape: imageShape) + pictureBytes(of: imageShape),
      for: "asking a net about images of \(imageShape)", advice: "lower size")
  }
}

extension ReconstructionConfiguration {
  /// Numbers a weight that training holds beside the weights and the rule's moments.
  fileprivate var heldCopies: Double {
    schedule == .flow ? 4 : training.needsGradientNorm ? 1 : 0
  }
}
