/// A rule that moves weights along their gradient and remembers what it needs between steps.
public protocol Optimizer<Scalar>: AnyObject {
  /// The number type of weights and state.
  associatedtype Scalar: NetScalar

  /// Named state buffers, each as long as the parameters, for checkpoints.
  var state: [OptimizerState<Scalar>] { get }

  /// Applies one update in place.
  ///
  /// - Parameters:
  ///   - parameters: all weights, w.
  ///   - gradients: dL/dw in the same order.
  ///   - learningRate: the step size of this update, after the schedule.
  ///   - step: number of this update, from 1; the moments' bias corrections need it.
  func update(parameters: Buffer<Scalar>, gradients: Buffer<Scalar>, learningRate: Double, step: Int)
}

/// One number a weight that an optimiser keeps between steps.
public struct OptimizerState<Scalar: NetScalar> {
  /// PyTorch's name of it, such as `exp_avg`.
  public let name: String
  /// The numbers, in the parameters' order.
  public let values: Buffer<Scalar>
}
