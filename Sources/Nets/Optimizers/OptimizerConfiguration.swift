import Foundation

/// The update rule and its constants; the defaults are PyTorch's, but for SGD's momentum of 0.9.
public enum OptimizerConfiguration: Equatable, Sendable {
  /// Stochastic gradient descent; momentum 0 is "vanilla".
  case sgd(momentum: Double = 0.9)
  /// Adam.
  case adam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
  /// RMSprop.
  case rmsprop(alpha: Double = 0.99, epsilon: Double = 1e-8)
  /// Adagrad.
  case adagrad(epsilon: Double = 1e-10)
  /// Adamax.
  case adamax(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)

  /// The rule of one update.
  ///
  /// - Parameters:
  ///   - learningRate: the step size η of this update, after the schedule.
  ///   - step: number t of this update, from 1; the moments' bias corrections need it.
  public func rule(learningRate: Double, step: Int) -> UpdateRule {
    switch self {
    case .sgd(let momentum):
      momentum == 0
        ? .descent(learningRate: learningRate) : .momentum(learningRate: learningRate, momentum: momentum)
    case .adam(let beta1, let beta2, let epsilon):
      .adam(
        stepSize: learningRate / (1 - pow(beta1, Double(step))),
        rootCorrection: (1 - pow(beta2, Double(step))).squareRoot(), beta1: beta1, beta2: beta2,
        epsilon: epsilon)
    case .rmsprop(let alpha, let epsilon):
      .rmsprop(learningRate: learningRate, alpha: alpha, epsilon: epsilon)
    case .adagrad(let epsilon):
      .adagrad(learningRate: learningRate, epsilon: epsilon)
    case .adamax(let beta1, let beta2, let epsilon):
      .adamax(
        stepSize: learningRate / (1 - pow(beta1, Double(step))), beta1: beta1, beta2: beta2, epsilon: epsilon)
    }
  }
}
