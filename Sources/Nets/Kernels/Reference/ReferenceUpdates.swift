/// Takes `count` values of a gradient from `offset` on: squares, then storage or update, as the formulas say it.
func referenceConsume<Scalar: NetScalar>(
  _ gradient: UnsafePointer<Scalar>, offset: Int, count: Int, with consumer: GradientConsumer<Scalar>
) {
  if let rowSquares = consumer.rowSquares {
    addSquares(gradient, offset, count, rowLength: consumer.rowLength, to: rowSquares)
  }
  switch consumer.target {
  case .buffer(let buffer):
    (buffer + offset).update(from: gradient, count: count)
  case .weights(let weights, let change, let first, let second):
    if change.weightDecay == 0 {
      update(
        weights + offset, gradient, first.map { $0 + offset }, second.map { $0 + offset }, count: count,
        change.rule)
    } else {
      // One number at a time, for there is no place for another gradient.
      for i in offset..<offset + count {
        var decayed = gradient[i - offset] + Scalar(change.weightDecay) * weights[i]
        update(weights + i, &decayed, first.map { $0 + i }, second.map { $0 + i }, count: 1, change.rule)
      }
    }
  }
}

/// Adds each square to its row's sum, in order.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func addSquares<Scalar: NetScalar>(
  _ g: UnsafePointer<Scalar>, _ offset: Int, _ count: Int, rowLength: Int,
  to rowSquares: UnsafeMutablePointer<Double>
) {
  for i in 0..<count {
    rowSquares[(offset + i) / rowLength] += Double(g[i]) * Double(g[i])
  }
}

/// Applies a rule to weights; the moments are there where the rule has them.
private func update<Scalar: NetScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>, _ first: UnsafeMutablePointer<Scalar>?,
  _ second: UnsafeMutablePointer<Scalar>?, count: Int, _ rule: UpdateRule
) {
  switch (rule, first, second) {
  case (.descent(let learningRate), _, _):
    updateByDescent(w, g, count: count, learningRate: Scalar(learningRate))
  case (.momentum(let learningRate, let momentum), let velocity?, _):
    updateByMomentum(
      w, g, velocity, count: count, learningRate: Scalar(learningRate), momentum: Scalar(momentum))
  case (.adam(let stepSize, let rootCorrection, let beta1, let beta2, let epsilon), let m?, let v?):
    updateByAdam(
      w, g, m, v, count: count, beta1: Scalar(beta1), beta2: Scalar(beta2), firstShare: Scalar(1 - beta1),
      secondShare: Scalar(1 - beta2), stepSize: Scalar(stepSize), rootCorrection: Scalar(rootCorrection),
      epsilon: Scalar(epsilon))
  case (.rmsprop(let learningRate, let alpha, let epsilon), let v?, _):
    updateByRMSprop(
      w, g, v, count: count, alpha: Scalar(alpha), share: Scalar(1 - alpha),
      learningRate: Scalar(learningRate), epsilon: Scalar(epsilon))
  case (.adagrad(let learningRate, let epsilon), let s?, _):
    updateByAdagrad(
      w, g, s, count: count, learningRate: Scalar(learningRate), epsilon: Scalar(epsilon))
  case (.adamax(let stepSize, let beta1, let beta2, let epsilon), let m?, let u?):
    updateByAdamax(
      w, g, m, u, count: count, beta1: Scalar(beta1), beta2: Scalar(beta2), firstShare: Scalar(1 - beta1),
      stepSize: Scalar(stepSize), epsilon: Scalar(epsilon))
  default:
    preconditionFailure("\(rule) needs \(rule.momentNames)")
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func updateByDescent<Scalar: NetScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>, count: Int, learningRate: Scalar
) {
  for i in 0..<count {
    w[i] -= learningRate * g[i]
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func updateByMomentum<Scalar: NetScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>, _ v: UnsafeMutablePointer<Scalar>,
  count: Int, learningRate: Scalar, momentum: Scalar
) {
  for i in 0..<count {
    v[i] = momentum * v[i] + g[i]
    w[i] -= learningRate * v[i]
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func updateByAdam<Scalar: NetScalar>(
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

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func updateByRMSprop<Scalar: NetScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>, _ v: UnsafeMutablePointer<Scalar>,
  count: Int, alpha: Scalar, share: Scalar, learningRate: Scalar, epsilon: Scalar
) {
  for i in 0..<count {
    v[i] = alpha * v[i] + share * g[i] * g[i]
    w[i] -= learningRate * g[i] / (v[i].squareRoot() + epsilon)
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func updateByAdagrad<Scalar: NetScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>, _ s: UnsafeMutablePointer<Scalar>,
  count: Int, learningRate: Scalar, epsilon: Scalar
) {
  for i in 0..<count {
    s[i] += g[i] * g[i]
    w[i] -= learningRate * g[i] / (s[i].squareRoot() + epsilon)
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func updateByAdamax<Scalar: NetScalar>(
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
