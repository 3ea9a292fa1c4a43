/// A distribution of independent weights with mean 0.
public enum WeightDistribution: Equatable, Sendable {
  /// Normal.
  case normal(standardDeviation: Double)
  /// Uniform on (−limit, limit).
  case uniform(limit: Double)

  /// The standard deviation: that of U(−l, l) is l/√3.
  public var standardDeviation: Double {
    switch self {
    case .normal(let standardDeviation): standardDeviation
    case .uniform(let limit): limit / 3.0.squareRoot()
    }
  }

  func fill<Scalar: NetScalar>(
    _ target: UnsafeMutablePointer<Scalar>, count: Int, gain: Double, stream: RandomStream
  ) {
    switch self {
    case .normal(let standardDeviation):
      let scale = gain * standardDeviation
      fillWeights(target, count: count) { scale * stream.normal(at: $0) }
    case .uniform(let limit):
      let scale = gain * limit
      fillWeights(target, count: count) { scale * (2 * stream.uniform(at: $0) - 1) }
    }
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func fillWeights<Scalar: NetScalar>(
  _ target: UnsafeMutablePointer<Scalar>, count: Int, sample: (Int) -> Double
) {
  for index in 0..<count {
    target[index] = Scalar(sample(index))
  }
}
