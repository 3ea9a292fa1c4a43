/// Cuts lines and areas to a box, so that drawings need no clipping and their measured boxes are true.
enum Clipping {
  /// The part of a line within a box, after Liang and Barsky (1984); nil if none is.
  static func line(_ start: Point, _ end: Point, to box: Box) -> (start: Point, end: Point)? {
    let dx = end.x - start.x
    let dy = end.y - start.y
    var entry = 0.0
    var exit = 1.0
    let sides = [
      (-dx, start.x - box.x), (dx, box.right - start.x), (-dy, start.y - box.y), (dy, box.bottom - start.y),
    ]
    for (slope, distance) in sides {
      if slope == 0 {
        if distance < 0 { return nil }
      } else if slope < 0 {
        entry = max(entry, distance / slope)
      } else {
        exit = min(exit, distance / slope)
      }
    }
    guard entry <= exit else { return nil }
    func point(at share: Double) -> Point { Point(x: start.x + share * dx, y: start.y + share * dy) }
    return (point(at: entry), point(at: exit))
  }

  /// A chain of lines within a box; leaving the box ends a part and coming back starts another.
  static func chain(_ points: [Point], to box: Box) -> [[Point]] {
    var parts: [[Point]] = []
    var part: [Point] = []
    for (start, end) in zip(points, points.dropFirst()) {
      guard let cut = line(start, end, to: box) else {
        if part.count > 1 { parts.append(part) }
        part = []
        continue
      }
      if part.last != cut.start {
        if part.count > 1 { parts.append(part) }
        part = [cut.start]
      }
      part.append(cut.end)
    }
    if part.count > 1 { parts.append(part) }
    return parts
  }

  /// A polygon within a box, after Sutherland and Hodgman (1974).
  static func polygon(_ points: [Point], to box: Box) -> [Point] {
    let sides: [(Point) -> Double] = [
      { $0.x - box.x }, { box.right - $0.x }, { $0.y - box.y }, { box.bottom - $0.y },
    ]
    return sides.reduce(points) { polygon, depth in
      guard var previous = polygon.last else { return [] }
      var result: [Point] = []
      for point in polygon {
        let before = depth(previous)
        let after = depth(point)
        if (before >= 0) != (after >= 0) {
          let share = before / (before - after)
          result.append(
            Point(
              x: previous.x + share * (point.x - previous.x), y: previous.y + share * (point.y - previous.y)))
        }
        if after >= 0 { result.append(point) }
        previous = point
      }
      return result
    }
  }
}
