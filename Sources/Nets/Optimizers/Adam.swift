import Foundation

/// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η/(1 − β₁ᵗ) · m / (√(v/(1 − β₂ᵗ)) + ε).
///
/// Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, arXiv 1412.6980, as in PyTorch.
final class Adam<Scalar: NetScalar>: Optimizer {
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let firstMoment: Buffer<Scalar>
  private let secondMoment: Buffer<Scalar>

  init(parameterCount: Int, beta1: Double, beta2: Double, epsilon: Double) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    firstMoment = Buffer(count: parameterCount)
    secondMoment = Buffer(count: parameterCount)
  }

  var state: [OptimizerState<Scalar>] {
    [
      OptimizerState(name: "exp_avg", values: firstMoment),
      OptimizerState(name: "exp_avg_sq", values: secondMoment),
    ]
  }

  func update(parameters: Buffer<Scalar>, gradients: Buffer<Scalar>, learningRate: Double, step: Int) {
    let stepSize = learningRate / (1 - pow(beta1, Double(step)))
    let rootCorrection = (1 - pow(beta2, Double(step))).squareRoot()
    adamUpdate(
      parameters.pointer, gradients.pointer, firstMoment.pointer, secondMoment.pointer,
      count: parameters.count, beta1: Scalar(beta1), beta2: Scalar(beta2),
      // Taken in Double: 1 − Float(0.999) is 5e-5 off 0.001, which the bias correction divides by.
      firstShare: Scalar(1 - beta1), secondShare: Scalar(1 - beta2), stepSize: Scalar(stepSize),
      rootCorrection: Scalar(rootCorrection), epsilon: Scalar(epsilon))
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func adamUpdate<Scalar: NetScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>, _ m: UnsafeMutablePointer<Scalar>,
  _ v: UnsafeMutablePointer<Scalar>, count: Int, beta1: Scalar, beta2: Scalar, firstShare: Scalar,
  secondShare: Scalar, stepSize: Scalar, rootCorrection: Scalar, epsilon: Scalar
) {
  for i in 0..<count {
    m[i] = beta1 * m[i] + firstShare * g[i]
    v[i] = beta2 * v[i] + secondShare * g[i] * g[i]
    w[i] -= stepSize * m[i] / (v[i].squareRoot() / rootCorrection + epsilon)
  }
}
