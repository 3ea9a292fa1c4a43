/// A rectangle of the layout with sides along the axes.
struct Box: Equatable, Sendable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var right: Double { x + width }
  var bottom: Double { y + height }

  /// The corners, clockwise from the top left.
  var corners: [Point] {
    [Point(x: x, y: y), Point(x: right, y: y), Point(x: right, y: bottom), Point(x: x, y: bottom)]
  }

  /// The smallest box around some points; nil if there are none.
  init?(around points: [Point]) {
    guard let first = points.first else { return nil }
    var least = first
    var most = first
    for point in points {
      least = Point(x: min(least.x, point.x), y: min(least.y, point.y))
      most = Point(x: max(most.x, point.x), y: max(most.y, point.y))
    }
    self.init(x: least.x, y: least.y, width: most.x - least.x, height: most.y - least.y)
  }

  init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// This box with every side moved outwards (inwards if negative).
  func grown(by distance: Double) -> Box {
    Box(x: x - distance, y: y - distance, width: width + 2 * distance, height: height + 2 * distance)
  }

  /// The smallest box around both.
  func union(_ other: Box) -> Box {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return Box(
      x: left, y: top, width: max(right, other.right) - left, height: max(bottom, other.bottom) - top)
  }

  /// Whether the other box lies within this one, to a hundredth of a pixel.
  func contains(_ other: Box) -> Bool {
    other.x >= x - 0.01 && other.y >= y - 0.01 && other.right <= right + 0.01 && other.bottom <= bottom + 0.01
  }

  /// Whether the two boxes share an area of more than a hundredth of a pixel each way.
  func overlaps(_ other: Box) -> Bool {
    min(right, other.right) - max(x, other.x) > 0.01 && min(bottom, other.bottom) - max(y, other.y) > 0.01
  }
}
