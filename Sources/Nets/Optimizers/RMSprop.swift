/// v ← αv + (1 − α)g², w ← w − η g / (√v + ε).
///
/// Source: Hinton, "Neural Networks for Machine Learning", lecture 6e, 2012, as in PyTorch (not centred).
final class RMSprop<Scalar: NetScalar>: Optimizer {
  private let alpha: Double
  private let epsilon: Double
  private let squareAverage: Buffer<Scalar>

  init(parameterCount: Int, alpha: Double, epsilon: Double) {
    self.alpha = alpha
    self.epsilon = epsilon
    squareAverage = Buffer(count: parameterCount)
  }

  var state: [OptimizerState<Scalar>] { [OptimizerState(name: "square_avg", values: squareAverage)] }

  func update(parameters: Buffer<Scalar>, gradients: Buffer<Scalar>, learningRate: Double, step: Int) {
    rmspropUpdate(
      parameters.pointer, gradients.pointer, squareAverage.pointer, count: parameters.count,
      alpha: Scalar(alpha), share: Scalar(1 - alpha), learningRate: Scalar(learningRate),
      epsilon: Scalar(epsilon))
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func rmspropUpdate<Scalar: NetScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>, _ v: UnsafeMutablePointer<Scalar>,
  count: Int,
  alpha: Scalar, share: Scalar, learningRate: Scalar, epsilon: Scalar
) {
  for i in 0..<count {
    v[i] = alpha * v[i] + share * g[i] * g[i]
    w[i] -= learningRate * g[i] / (v[i].squareRoot() + epsilon)
  }
}
