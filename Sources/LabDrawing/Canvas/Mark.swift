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
