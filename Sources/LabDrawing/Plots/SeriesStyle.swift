import Foundation

/// How one curve looks: colour, dashes and marker, so that it is told apart without colour too.
struct SeriesStyle: Sendable {
  /// The shapes of markers, in the order they are given out.
  enum Marker: Int, CaseIterable, Sendable {
    case circle, square, triangle, diamond, invertedTriangle, plus, hexagon
  }

  let color: Color
  let dash: [Double]
  let marker: Marker
  /// Whether markers are filled; hollow ones are the second round.
  let isFilled: Bool

  private static let dashes: [[Double]] = [[], [7, 3], [2, 2.5], [8, 3, 2, 3], [12, 4]]

  /// The looks of curve `index` of `count`: colours, markers and dashes repeat after different numbers.
  init(index: Int, count: Int, palette: LinePlot.Palette) {
    switch palette {
    case .categorical:
      color = FigureStyle.categories[index % FigureStyle.categories.count]
    case .ordered:
      // The map's lightest end would fade on white paper.
      color = ColorMap.sequential.color(at: count < 2 ? 0 : 0.78 * Double(index) / Double(count - 1))
    }
    dash = SeriesStyle.dashes[index % SeriesStyle.dashes.count]
    marker = Marker.allCases[index % Marker.allCases.count]
    isFilled = (index / Marker.allCases.count).isMultiple(of: 2)
  }

  var stroke: Stroke { Stroke(color: color, width: 1.8, dash: dash) }

  /// The marker around a point.
  func mark(at center: Point, radius: Double = 3.6) -> ShapeMark {
    ShapeMark(
      points: outline.map { Point(x: center.x + radius * $0.x, y: center.y + radius * $0.y) }, isClosed: true,
      fill: isFilled ? color : FigureStyle.paper,
      stroke: Stroke(color: isFilled ? FigureStyle.paper : color, width: isFilled ? 0.6 : 1.3))
  }

  /// A stretch of the curve, its marker, or both, for the legend; the origin is its left end.
  func sample(length: Double, hasLine: Bool, hasMarker: Bool) -> Drawing {
    var drawing = Drawing()
    if hasLine { drawing.line([Point(x: 0, y: 0.5), Point(x: length, y: 0.5)], stroke) }
    if hasMarker { drawing.add(.shape(mark(at: Point(x: length / 2, y: 0.5)))) }
    return drawing
  }

  /// The marker's corners for radius 1.
  private var outline: [Point] {
    switch marker {
    case .circle: SeriesStyle.polygon(corners: 20, radius: 1, start: 0)
    case .square: SeriesStyle.polygon(corners: 4, radius: 1.25, start: .pi / 4)
    case .triangle: SeriesStyle.polygon(corners: 3, radius: 1.35, start: -.pi / 2)
    case .diamond: SeriesStyle.polygon(corners: 4, radius: 1.35, start: 0)
    case .invertedTriangle: SeriesStyle.polygon(corners: 3, radius: 1.35, start: .pi / 2)
    case .hexagon: SeriesStyle.polygon(corners: 6, radius: 1.25, start: 0)
    case .plus:
      [
        (-0.4, -1.3), (0.4, -1.3), (0.4, -0.4), (1.3, -0.4), (1.3, 0.4), (0.4, 0.4), (0.4, 1.3), (-0.4, 1.3),
        (-0.4, 0.4), (-1.3, 0.4), (-1.3, -0.4), (-0.4, -0.4),
      ].map { Point(x: $0.0, y: $0.1) }
    }
  }

  private static func polygon(corners: Int, radius: Double, start: Double) -> [Point] {
    (0..<corners).map { corner in
      let angle = start + 2 * .pi * Double(corner) / Double(corners)
      return Point(x: radius * cos(angle), y: radius * sin(angle))
    }
  }
}
