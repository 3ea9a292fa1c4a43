/// The mean over all elements of the squared difference: L = Σ (y − t)² / n, n = N · C · H · W.
public enum MeanSquaredError {
  /// The loss of `count` outputs against targets; the sum is kept in Double, in order.
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

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func meanSquaredError<Scalar: NetScalar>(
  _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ count: Int
) -> Double {
  var sum = 0.0
  for i in 0..<count {
    let difference = Double(y[i]) - Double(t[i])
    sum += difference * difference
  }
  return sum / Double(count)
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
