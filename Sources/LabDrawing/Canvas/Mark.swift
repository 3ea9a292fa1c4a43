import LabImages

/// One thing drawn on a page.
enum Mark: Sendable {
  case text(TextMark)
  case shape(ShapeMark)
  case picture(PictureMark)

  /// Everything the mark covers, line widths included.
  var box: Box {
    switch self {
    case .text(let mark): mark.box
    case .shape(let mark): mark.box
    case .picture(let mark): mark.box
    }
  }

  /// The mark moved right and down.
  func moved(x: Double, y: Double) -> Mark {
    switch self {
    case .text(var mark):
      mark.origin = Point(x: mark.origin.x + x, y: mark.origin.y + y)
      mark.box = Box(x: mark.box.x + x, y: mark.box.y + y, width: mark.box.width, height: mark.box.height)
      return .text(mark)
    case .shape(var mark):
      mark.points = mark.points.map { Point(x: $0.x + x, y: $0.y + y) }
      return .shape(mark)
    case .picture(var mark):
      mark.x += x
      mark.y += y
      return .picture(mark)
    }
  }
}

/// One line of text.
struct TextMark: Sendable {
  let text: String
  let style: TextStyle
  /// Start of the baseline.
  var origin: Point
  /// Direction of the baseline in radians, counted anticlockwise as a reader sees it.
  let angle: Double
  /// Measured extent, ascenders and descenders included, after turning.
  var box: Box
}

/// A polygon or a chain of lines.
struct ShapeMark: Sendable {
  var points: [Point]
  var isClosed = false
  var fill: Color?
  /// Opacity of the fill, 0 … 1.
  var fillOpacity = 1.0
  var stroke: Stroke?

  var box: Box {
    let around = Box(around: points) ?? Box(x: 0, y: 0, width: 0, height: 0)
    return around.grown(by: (stroke?.width ?? 0) / 2)
  }
}

/// How a line looks.
struct Stroke: Equatable, Sendable {
  let color: Color
  /// Line width in pixels.
  var width = 1.0
  /// Lengths of strokes and gaps in turn; empty draws a solid line.
  var dash: [Double] = []
}

/// Pixels placed one to one.
struct PictureMark: Sendable {
  /// What a picture shows; tests and readers of the layout tell tiles from legends by it.
  enum Role: Equatable, Sendable {
    case tile
    case colorBar
  }

  let raster: Raster
  let role: Role
  /// Left edge, a whole number.
  var x: Double
  /// Top edge, a whole number.
  var y: Double

  var box: Box { Box(x: x, y: y, width: Double(raster.width), height: Double(raster.height)) }
}
