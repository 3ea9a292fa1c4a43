/// What a vector y has of two others, u and v: correlations, projection and mean squared differences.
///
/// The same numbers, to the bit, as ``pearsonCorrelation(_:_:)``, ``PlaneProjection`` and a plain mean of squares, found in
/// two passes over the vectors instead of nineteen. A sum in order takes the latency of an addition a term; sums made side
/// by side share it.
package struct TripleComparison: Equatable, Sendable {
  /// The correlation of y and u; nil where it has no meaning.
  package let correlationWithFirst: Double?
  /// The correlation of y and v; nil where it has no meaning.
  package let correlationWithSecond: Double?
  /// y as parts of u and v; nil where that has no meaning.
  package let projection: PlaneProjection?
  /// The mean of (yᵢ − uᵢ)².
  package let squareToFirst: Double
  /// The mean of (yᵢ − vᵢ)².
  package let squareToSecond: Double

  /// Compares vectors of n ≥ 1 values each.
  package init(_ y: ArraySlice<Float>, with u: ArraySlice<Float>, _ v: [Float]) {
    precondition(
      !y.isEmpty && y.count == u.count && y.count == v.count, "\(y.count), \(u.count) and \(v.count) values")
    self = y.withUnsafeBufferPointer { y in
      u.withUnsafeBufferPointer { u in
        v.withUnsafeBufferPointer { v in Self(y, u, v) }
      }
    }
  }

  private init(
    _ y: UnsafeBufferPointer<Float>, _ u: UnsafeBufferPointer<Float>, _ v: UnsafeBufferPointer<Float>
  ) {
    var (sumY, sumU, sumV, largestY, largestU, largestV) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    var (yy, uu, vv, uv, yu, yv) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    var (squaresU, squaresV) = (0.0, 0.0)
    for index in 0..<y.count {
      let (a, b, c) = (Double(y[index]), Double(u[index]), Double(v[index]))
      sumY += a
      sumU += b
      sumV += c
      largestY = max(largestY, abs(a))
      largestU = max(largestU, abs(b))
      largestV = max(largestV, abs(c))
      yy += a * a
      uu += b * b
      vv += c * c
      uv += b * c
      yu += a * b
      yv += a * c
      squaresU += (a - b) * (a - b)
      squaresV += (a - c) * (a - c)
    }
    let count = Double(y.count)
    let (meanY, meanU, meanV) = (sumY / count, sumU / count, sumV / count)
    let weights = PlaneProjection.weights(yy: yy, uu: uu, vv: vv, uv: uv, yu: yu, yv: yv)
    let (first, second) = weights ?? (0, 0)
    var (centredYY, centredUU, centredVV, centredYU, centredYV) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var residual = 0.0
    for index in 0..<y.count {
      let (a, b, c) = (Double(y[index]), Double(u[index]), Double(v[index]))
      let (centredA, centredB, centredC) = (a - meanY, b - meanU, c - meanV)
      centredYY += centredA * centredA
      centredUU += centredB * centredB
      centredVV += centredC * centredC
      centredYU += centredA * centredB
      centredYV += centredA * centredC
      let rest = a - first * b - second * c
      residual += rest * rest
    }
    let normY = CentredVector.norm(squares: centredYY, mean: meanY, largest: largestY, count: count)
    let normU = CentredVector.norm(squares: centredUU, mean: meanU, largest: largestU, count: count)
    let normV = CentredVector.norm(squares: centredVV, mean: meanV, largest: largestV, count: count)
    correlationWithFirst = CentredVector.correlation(product: centredYU, normY, normU)
    correlationWithSecond = CentredVector.correlation(product: centredYV, normY, normV)
    projection = weights.flatMap {
      PlaneProjection(first: $0.first, second: $0.second, residual: residual, square: yy)
    }
    squareToFirst = squaresU / count
    squareToSecond = squaresV / count
  }
}
