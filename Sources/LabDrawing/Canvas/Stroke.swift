/// How a line looks.
struct Stroke: Equatable, Sendable {
  let color: Color
  /// Line width in pixels.
  var width = 1.0
  /// Lengths of strokes and gaps in turn; empty draws a solid line.
  var dash: [Double] = []
}
