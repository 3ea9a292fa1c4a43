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

  /// Makes the optimiser with its state, all zero, for a number of parameters.
  public func makeOptimizer<Scalar: NetScalar>(
    parameterCount: Int, scalar: Scalar.Type = Scalar.self
  ) -> any Optimizer<Scalar> {
    switch self {
    case .sgd(let momentum):
      SGD(parameterCount: parameterCount, momentum: momentum)
    case .adam(let beta1, let beta2, let epsilon):
      Adam(parameterCount: parameterCount, beta1: beta1, beta2: beta2, epsilon: epsilon)
    case .rmsprop(let alpha, let epsilon):
      RMSprop(parameterCount: parameterCount, alpha: alpha, epsilon: epsilon)
    case .adagrad(let epsilon):
      Adagrad(parameterCount: parameterCount, epsilon: epsilon)
    case .adamax(let beta1, let beta2, let epsilon):
      Adamax(parameterCount: parameterCount, beta1: beta1, beta2: beta2, epsilon: epsilon)
    }
  }
}
