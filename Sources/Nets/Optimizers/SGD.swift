/// Gradient descent with momentum: v ← μ v + g, w ← w − η v; with μ = 0 no velocity is kept.
///
/// Source: PyTorch's `torch.optim.SGD` with dampening 0, no Nesterov term, no weight decay.
final class SGD<Scalar: NetScalar>: Optimizer {
  private let momentum: Double
  private let velocity: Buffer<Scalar>?

  init(parameterCount: Int, momentum: Double) {
    self.momentum = momentum
    velocity = momentum == 0 ? nil : Buffer(count: parameterCount)
  }

  var state: [OptimizerState<Scalar>] {
    velocity.map { [OptimizerState(name: "momentum_buffer", values: $0)] } ?? []
  }

  func update(parameters: Buffer<Scalar>, gradients: Buffer<Scalar>, learningRate: Double, step: Int) {
    if let velocity {
      momentumUpdate(
        parameters.pointer, gradients.pointer, velocity.pointer, count: parameters.count,
        learningRate: Scalar(learningRate), momentum: Scalar(momentum))
    } else {
      plainUpdate(
        parameters.pointer, gradients.pointer, count: parameters.count, learningRate: Scalar(learningRate))
    }
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func momentumUpdate<Scalar: NetScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>, _ v: UnsafeMutablePointer<Scalar>,
  count: Int,
  learningRate: Scalar, momentum: Scalar
) {
  for i in 0..<count {
    v[i] = momentum * v[i] + g[i]
    w[i] -= learningRate * v[i]
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func plainUpdate<Scalar: NetScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>, count: Int, learningRate: Scalar
) {
  for i in 0..<count {
    w[i] -= learningRate * g[i]
  }
}
