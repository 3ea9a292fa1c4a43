/// A vector y as a·u + b·v + r, with r the shortest that is possible: orthogonal to u and v.
package struct PlaneProjection: Equatable, Sendable {
  /// a, how much of u is in y.
  package let first: Double
  /// b, how much of v is in y.
  package let second: Double
  /// ‖r‖²/‖y‖² in [0, 1]: the share of y that is of neither.
  package let residualShare: Double

  /// sin² of the angle between u and v up to which they count as parallel: Floats of a thousandth of their size.
  static let parallel = 1e-6

  /// Projects y onto the plane of u and v, all of n ≥ 1 values; nil where the answer has no meaning.
  ///
  /// That is where a value is not finite; where y, u or v is zero; and where u and v are parallel, so that what is of one
  /// is of the other. Solved by the normal equations of unit vectors, in Double and in the vectors' order.
  package init?(
    of y: some Collection<Float>, onto u: some Collection<Float>, _ v: some Collection<Float>
  ) {
    precondition(y.count == u.count && u.count == v.count, "\(y.count), \(u.count) and \(v.count) values")
    let (y, u, v) = (y.map(Double.init), u.map(Double.init), v.map(Double.init))
    let squares = [y, u, v].map { Self.dot($0, $0) }
    guard squares.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    let norms = squares.map { $0.squareRoot() }
    let cosine = Self.dot(u, v) / norms[1] / norms[2]
    let sineSquared = 1 - cosine * cosine
    guard sineSquared > Self.parallel else { return nil }
    let alongU = Self.dot(y, u) / norms[1]
    let alongV = Self.dot(y, v) / norms[2]
    first = (alongU - cosine * alongV) / sineSquared / norms[1]
    second = (alongV - cosine * alongU) / sineSquared / norms[2]
    var residual = 0.0
    for index in y.indices {
      let rest = y[index] - first * u[index] - second * v[index]
      residual += rest * rest
    }
    let share = residual / squares[0]
    guard first.isFinite, second.isFinite, share.isFinite else { return nil }
    residualShare = min(1, share)
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}
