/// A smooth line through given points in shape coordinates: x to the right, y down, the shape about 1 high.
///
/// Between neighbours runs a cubic Bézier curve whose tangent at each point is parallel to the line between the
/// point's neighbours. A corner is where one stroke ends and another starts. Source of the curve: Catmull, Rom,
/// "A class of local interpolating splines", 1974.
struct PenStroke: Sendable {
  /// The points the line runs through.
  let points: [SIMD2<Double>]
  /// Whether the line returns smoothly to its first point.
  let isClosed: Bool

  /// Straight pieces a curve is replaced by: fine enough for pictures some hundreds of pixels high.
  private static let piecesPerSpan = 12

  /// Makes a line through at least two points.
  init(_ points: [SIMD2<Double>], isClosed: Bool = false) {
    self.points = points
    self.isClosed = isClosed
  }

  /// The line as a chain of points joined straight, each of the stroke's points first moved by `deform`.
  func flattened(_ deform: (SIMD2<Double>) -> SIMD2<Double>) -> [SIMD2<Double>] {
    let knots = points.map(deform)
    guard knots.count > 2 else {
      return knots
    }
    let spans = isClosed ? knots.count : knots.count - 1
    var chain = [knots[0]]
    for span in 0..<spans {
      let start = knots[span]
      let end = knots[(span + 1) % knots.count]
      // Past an open end the line has no neighbour; the end itself stands in for it.
      let before = isClosed ? knots[(span + knots.count - 1) % knots.count] : knots[max(span - 1, 0)]
      let after = isClosed ? knots[(span + 2) % knots.count] : knots[min(span + 2, knots.count - 1)]
      let firstControl = start + (end - before) / 6
      let secondControl = end - (after - start) / 6
      for piece in 1...Self.piecesPerSpan {
        let t = Double(piece) / Double(Self.piecesPerSpan)
        let s = 1 - t
        chain.append(
          s * s * s * start + 3 * s * s * t * firstControl + 3 * s * t * t * secondControl + t * t * t * end)
      }
    }
    return chain
  }
}
