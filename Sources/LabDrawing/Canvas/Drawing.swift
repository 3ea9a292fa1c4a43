/// A list of marks in its own coordinates, built in parts and then placed into larger drawings.
///
/// Layout works on these instead of on a canvas, so a figure's size can follow from what it holds, nothing
/// can fall outside, and tests can look at every measured box.
struct Drawing: Sendable {
  private(set) var marks: [Mark] = []
  /// The smallest box around every mark; nil while there are none.
  private(set) var bounds: Box?

  /// Right edge of the marks, 0 if there are none.
  var right: Double { bounds?.right ?? 0 }
  /// Bottom edge of the marks, 0 if there are none.
  var bottom: Double { bounds?.bottom ?? 0 }

  mutating func add(_ mark: Mark) {
    marks.append(mark)
    bounds = bounds?.union(mark.box) ?? mark.box
  }

  /// Places another drawing's origin here; the offset is rounded so that tiles stay on whole pixels.
  mutating func place(_ other: Drawing, x: Double, y: Double) {
    for mark in other.marks { add(mark.moved(x: x.rounded(), y: y.rounded())) }
  }

  /// Fills a box.
  mutating func fill(_ box: Box, _ color: Color) {
    add(.shape(ShapeMark(points: box.corners, isClosed: true, fill: color)))
  }

  /// Draws a one-pixel frame just outside a box of whole coordinates, leaving the box's own pixels alone.
  mutating func outline(_ box: Box, _ color: Color = FigureStyle.tileOutline) {
    add(.shape(ShapeMark(points: box.grown(by: 0.5).corners, isClosed: true, stroke: Stroke(color: color))))
  }

  /// Draws a chain of lines.
  mutating func line(_ points: [Point], _ stroke: Stroke) {
    add(.shape(ShapeMark(points: points, stroke: stroke)))
  }

  /// Fills a box with grey hatching, the sign of "no value here".
  mutating func hatch(_ box: Box, spacing: Double = 6) {
    fill(box, FigureStyle.hatchPaper)
    // Lines x + y = offset, each cut to the box, so that no clipping is needed in any format.
    let inner = box.grown(by: -0.5)
    var offset = (inner.x + inner.y).rounded(.up) + spacing / 2
    while offset < inner.right + inner.bottom {
      let low = Point(
        x: max(inner.x, offset - inner.bottom), y: min(inner.bottom, offset - inner.x))
      let high = Point(x: min(inner.right, offset - inner.y), y: max(inner.y, offset - inner.right))
      line([low, high], Stroke(color: FigureStyle.hatchLine))
      offset += spacing
    }
  }
}
