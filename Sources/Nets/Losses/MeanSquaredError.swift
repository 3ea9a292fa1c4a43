/// The mean over all elements of the squared difference: L = Σ (y − t)² / n, n = N · C · H · W.
public enum MeanSquaredError {
  /// The loss of `count` outputs against targets; the sum is kept in Double, in an order that depends
  /// on the count only.
  public static func loss<Scalar: NetScalar>(
    output: UnsafePointer<Scalar>, target: UnsafePointer<Scalar>, count: Int
  ) -> Double {
    meanSquaredError(output, target, count)
  }

  /// The loss and its gradient by the outputs, dL/dy = 2 (y − t)/n.
  public static func lossAndGradient<Scalar: NetScalar>(
    output: UnsafePointer<Scalar>, target: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>,
    count: Int
  ) -> Double {
    meanSquaredErrorGradient(output, target, gradient, count)
    return meanSquaredError(output, target, count)
  }
}

/// Eight sums, each of every eighth square: one alone would wait for its last addition.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func meanSquaredError<Scalar: NetScalar>(
  _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ count: Int
) -> Double {
  var sums = SIMD8<Double>.zero
  var i = 0
  while i + 8 <= count {
    var difference = SIMD8<Double>.zero
    for lane in 0..<8 { difference[lane] = Double(y[i + lane]) - Double(t[i + lane]) }
    sums += difference * difference
    i += 8
  }
  for lane in 0..<count - i {
    let difference = Double(y[i + lane]) - Double(t[i + lane])
    sums[lane] += difference * difference
  }
  return sums.sum() / Double(count)
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func meanSquaredErrorGradient<Scalar: NetScalar>(
  _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ dy: UnsafeMutablePointer<Scalar>, _ count: Int
) {
  let scale = 2 / Scalar(count)
  for i in 0..<count {
    dy[i] = scale * (y[i] - t[i])
  }
}
