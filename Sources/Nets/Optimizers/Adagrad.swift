/// s ← s + g², w ← w − η g / (√s + ε).
///
/// Source: Duchi, Hazan, Singer, "Adaptive Subgradient Methods", JMLR 2011, as in PyTorch (no decay).
final class Adagrad<Scalar: NetScalar>: Optimizer {
  private let epsilon: Double
  private let squareSum: Buffer<Scalar>

  init(parameterCount: Int, epsilon: Double) {
    self.epsilon = epsilon
    squareSum = Buffer(count: parameterCount)
  }

  var state: [OptimizerState<Scalar>] { [OptimizerState(name: "sum", values: squareSum)] }

  func update(parameters: Buffer<Scalar>, gradients: Buffer<Scalar>, learningRate: Double, step: Int) {
    adagradUpdate(
      parameters.pointer, gradients.pointer, squareSum.pointer, count: parameters.count,
      learningRate: Scalar(learningRate), epsilon: Scalar(epsilon))
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func adagradUpdate<Scalar: NetScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>, _ s: UnsafeMutablePointer<Scalar>,
  count: Int,
  learningRate: Scalar, epsilon: Scalar
) {
  for i in 0..<count {
    s[i] += g[i] * g[i]
    w[i] -= learningRate * g[i] / (s[i].squareRoot() + epsilon)
  }
}
