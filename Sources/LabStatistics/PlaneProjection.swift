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
    let square = Self.dot(y, y)
    guard
      let (first, second) = Self.weights(
        yy: square, uu: Self.dot(u, u), vv: Self.dot(v, v), uv: Self.dot(u, v), yu: Self.dot(y, u),
        yv: Self.dot(y, v))
    else { return nil }
    var residual = 0.0
    for index in y.indices {
      let rest = y[index] - first * u[index] - second * v[index]
      residual += rest * rest
    }
    self.init(first: first, second: second, residual: residual, square: square)
  }

  /// A projection whose weights are known; nil where a number is not finite.
  ///
  /// - Parameters:
  ///   - residual: ‖r‖².
  ///   - square: ‖y‖².
  init?(first: Double, second: Double, residual: Double, square: Double) {
    let share = residual / square
    guard first.isFinite, second.isFinite, share.isFinite else { return nil }
    self.first = first
    self.second = second
    residualShare = min(1, share)
  }

  /// a and b of the vectors' products; nil where they have no meaning.
  static func weights(
    yy: Double, uu: Double, vv: Double, uv: Double, yu: Double, yv: Double
  ) -> (first: Double, second: Double)? {
    guard [yy, uu, vv].allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    let (normU, normV) = (uu.squareRoot(), vv.squareRoot())
    let cosine = uv / normU / normV
    let sineSquared = 1 - cosine * cosine
    guard sineSquared > parallel else { return nil }
    let (alongU, alongV) = (yu / normU, yv / normV)
    return (
      (alongU - cosine * alongV) / sineSquared / normU, (alongV - cosine * alongU) / sineSquared / normV
    )
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}
