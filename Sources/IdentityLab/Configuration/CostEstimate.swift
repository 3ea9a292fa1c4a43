import Foundation
import Nets

/// What a run will cost, estimated from its sizes before it is built.
public struct CostEstimate: Equatable, Sendable {
  /// Number of parameters, as a real number so that absurd sizes do not overflow.
  public let parameters: Double
  /// Arithmetic of a training step in floating-point operations: 6 a weight, a pixel it is applied to and an image.
  public let operationsPerStep: Double
  /// Memory of a run in bytes: weights, optimiser state, activations, and the gradients where they are held until their norm is known.
  public let memory: Double
  /// Disk that a finished run takes, in bytes: the weights and its tables.
  public let disk: Double
  private let steps: Int
  private let isConvolutional: Bool
  /// How often a step of a fully connected net reads or writes all weights or as many moments.
  private let weightPasses: Double

  /// Estimates the cost of a configuration.
  public init(_ configuration: ExperimentConfiguration) {
    self.init(
      network: configuration.network, imageShape: configuration.imageShape,
      optimizer: configuration.optimizer,
      hasMomentum: configuration.momentum != 0, holdsGradients: configuration.training.needsGradientNorm,
      steps: configuration.steps, batchSize: configuration.batchSize ?? 1)
  }

  /// Estimates the cost of `steps` training steps of a network that `Architecture.problem` has nothing against.
  init(
    network: Architecture, imageShape shape: ImageShape, optimizer: OptimizerKind, hasMomentum: Bool = true,
    holdsGradients: Bool = false, steps: Int = 0, batchSize: Int = 1
  ) {
    self.steps = steps
    isConvolutional = network.isConvolutional
    weightPasses = optimizer == .sgd ? 1 : 7
    let (width, depth) = (Double(network.width), Double(network.depth))
    let taps = network.kernelSize.map { Double($0) * Double($0) } ?? 1
    let end = Double(isConvolutional ? shape.channels : shape.count)
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
    let copies = 1 + moments + (holdsGradients ? 1 : 0)
    // Output, activated output and their gradients of a layer.
    memory = 4 * (copies * parameters + 4 * depth * width * positions * Double(batchSize))
    disk = 4 * parameters + 100_000
  }

  /// An upper bound on a run's seconds on one core: all steps, at rates below those measured.
  ///
  /// Convolutions are taken to do 150 · 10⁹ of the operations that direct sums would need a second, which nets of three
  /// channels and processors with AVX2 reach, wide ones exceed several times. Fully connected layers read
  /// memory at 15 GB/s, SGD about as much as all weights a step, an adaptive rule's update seven times that, or do
  /// 60 · 10⁹ operations a second for a batch of several images, whichever takes longer. It is for
  /// planning, within a factor of three or so.
  public var seconds: Double {
    let step =
      isConvolutional
      ? operationsPerStep / 150e9 : max(weightPasses * 4 * parameters / 15e9, operationsPerStep / 60e9)
    return Double(steps) * (step + 20e-6)
  }

  /// Bytes that a forward pass of one image keeps: the output and the activated output of every layer.
  static func activationBytes(of network: Architecture, imageShape: ImageShape) -> Double {
    let positions = network.isConvolutional ? Double(imageShape.pixels) : 1
    let layer = max(Double(network.width) * positions, Double(imageShape.count))
    return 4 * 2 * Double(network.depth) * layer
  }

  /// Checks that the run fits this machine.
  ///
  /// - Throws: `LabError.badConfiguration` with the memory needed and the memory there.
  func checkMemory() throws(LabError) {
    let available = Double(ProcessInfo.processInfo.physicalMemory)
    guard memory <= available else {
      throw .badConfiguration(
        key: "width", found: "a network of \(Self.gibibytes(memory)) in training",
        expected:
          "at most this machine's \(Self.gibibytes(available)); lower depth, width, kernelSize or batchSize")
    }
  }

  private static func gibibytes(_ bytes: Double) -> String {
    String(format: "%.1f GiB", bytes / 0x1p30)
  }
}
