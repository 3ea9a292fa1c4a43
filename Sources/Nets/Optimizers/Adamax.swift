import Foundation

/// m ← β₁m + (1 − β₁)g, u ← max(β₂u, |g| + ε), w ← w − η/(1 − β₁ᵗ) · m / u.
///
/// Source: Kingma, Ba, "Adam", ICLR 2015, arXiv 1412.6980, section 7, as in PyTorch.
final class Adamax<Scalar: NetScalar>: Optimizer {
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let firstMoment: Buffer<Scalar>
  private let infinityNorm: Buffer<Scalar>

  init(parameterCount: Int, beta1: Double, beta2: Double, epsilon: Double) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    firstMoment = Buffer(count: parameterCount)
    infinityNorm = Buffer(count: parameterCount)
  }

  var state: [OptimizerState<Scalar>] {
    [
      OptimizerState(name: "exp_avg", values: firstMoment),
      OptimizerState(name: "exp_inf", values: infinityNorm),
    ]
  }

  func update(parameters: Buffer<Scalar>, gradients: Buffer<Scalar>, learningRate: Double, step: Int) {
    adamaxUpdate(
      parameters.pointer, gradients.pointer, firstMoment.pointer, infinityNorm.pointer,
      count: parameters.count, beta1: Scalar(beta1), beta2: Scalar(beta2),
      firstShare: Scalar(1 - beta1),
      stepSize: Scalar(learningRate / (1 - pow(beta1, Double(step)))), epsilon: Scalar(epsilon))
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func adamaxUpdate<Scalar: NetScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>, _ m: UnsafeMutablePointer<Scalar>,
  _ u: UnsafeMutablePointer<Scalar>, count: Int, beta1: Scalar, beta2: Scalar, firstShare: Scalar,
  stepSize: Scalar, epsilon: Scalar
) {
  for i in 0..<count {
    m[i] = beta1 * m[i] + firstShare * g[i]
    // Not Swift's max(a, b): it would drop a NaN gradient.
    let (old, new) = (beta2 * u[i], abs(g[i]) + epsilon)
    u[i] = old > new ? old : new
    w[i] -= stepSize * m[i] / u[i]
  }
}
