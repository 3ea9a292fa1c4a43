import Foundation
import Nets

/// What a run will cost, estimated from its sizes before it is built.
public struct CostEstimate: Equatable, Sendable {
  /// Number of parameters, as a real number so that absurd sizes do not overflow.
  public let parameters: Double
  /// Arithmetic of a training step in floating-point operations: 6 a weight and a pixel it is applied to.
  public let operationsPerStep: Double
  /// Memory of a run in bytes: weights, gradients, optimiser state and activations.
  public let memory: Double
  /// Disk that a finished run takes, in bytes: the weights and its tables.
  public let disk: Double
  private let configuration: ExperimentConfiguration

  /// Estimates the cost of a configuration.
  public init(_ configuration: ExperimentConfiguration) {
    self.configuration = configuration
    let shape = configuration.imageShape
    let (width, depth) = (Double(configuration.width), Double(configuration.depth))
    let taps = configuration.kernelSize.map { Double($0) * Double($0) } ?? 1
    let end = Double(configuration.kernelSize == nil ? shape.count : shape.channels)
    let hidden = configuration.architecture == .resnet ? 0 : max(depth - 2, 0) * width * width
    let ends =
      configuration.architecture == .resnet
      ? depth * width * end : depth == 1 ? end * end : 2 * width * end
    let positions = configuration.kernelSize == nil ? 1 : Double(shape.pixels)
    parameters = taps * (hidden + ends)
    operationsPerStep = 6 * parameters * positions
    let copies =
      switch configuration.optimizer {
      case .sgd: configuration.momentum == 0 ? 2.0 : 3.0
      case .rmsprop, .adagrad: 3.0
      case .adam, .adamax: 4.0
      }
    // Output, activated output and gradient of a layer, for a batch of one.
    memory = 4 * (copies * parameters + 4 * depth * width * positions)
    disk = 4 * parameters + 100_000
  }

  /// An upper bound on a run's seconds on one core: all steps, at rates that the first kernels reach.
  ///
  /// Convolutions are taken to run at 40 GFLOP/s, matrix–vector products at the 8 GB/s that reading and writing
  /// weights, gradients and velocity six times a step needs. It is for planning, within a factor of two or so.
  public var seconds: Double {
    let step =
      configuration.kernelSize == nil ? 6 * 4 * parameters / 8e9 : operationsPerStep / 40e9
    return Double(configuration.steps) * (step + 20e-6)
  }

  /// Checks that the run fits this machine.
  ///
  /// - Throws: `LabError.badConfiguration` with the memory needed and the memory there.
  func checkMemory() throws(LabError) {
    let available = Double(ProcessInfo.processInfo.physicalMemory)
    guard memory <= available else {
      throw .badConfiguration(
        key: "width", found: "a network of \(Self.gibibytes(memory)) in training",
        expected: "at most this machine's \(Self.gibibytes(available)); lower depth, width or kernelSize")
    }
  }

  private static func gibibytes(_ bytes: Double) -> String {
    String(format: "%.1f GiB", bytes / 0x1p30)
  }
}
