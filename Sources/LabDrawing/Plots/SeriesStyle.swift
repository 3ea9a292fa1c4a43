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
    self.init(
      color: SeriesStyle.color(index, of: count, palette), dash: index, marker: index,
      isFilled: (index / Marker.allCases.count).isMultiple(of: 2))
  }

  /// The looks of a curve of label `index` of `count` in one of several variants.
  ///
  /// The colour is the label's, the dashes and the marker's filling are the variant's; of a cloud, which has no line, so
  /// is the marker. The second variant is dotted, for between markers that stand close a long dash looks like a line.
  init(index: Int, count: Int, palette: LinePlot.Palette, variant: Int, isJoined: Bool) {
    self.init(
      color: SeriesStyle.color(index, of: count, palette), dash: 2 * variant,
      marker: isJoined ? index : variant,
      isFilled: isJoined ? variant == 0 : (variant / Marker.allCases.count).isMultiple(of: 2))
  }

  /// The looks of a variant in the legend, whatever its colour.
  init(variant: Int, isJoined: Bool) {
    self.init(
      color: FigureStyle.secondaryInk, dash: 2 * variant, marker: isJoined ? 0 : variant,
      isFilled: !isJoined || variant == 0)
  }

  private init(color: Color, dash: Int, marker: Int, isFilled: Bool) {
    self.color = color
    self.dash = SeriesStyle.dashes[dash % SeriesStyle.dashes.count]
    self.marker = Marker.allCases[marker % Marker.allCases.count]
    self.isFilled = isFilled
  }

  private static func color(_ index: Int, of count: Int, _ palette: LinePlot.Palette) -> Color {
    switch palette {
    case .categorical: FigureStyle.categories[index % FigureStyle.categories.count]
    // The map's lightest end would fade on white paper.
    case .ordered: ColorMap.sequential.color(at: count < 2 ? 0 : 0.78 * Double(index) / Double(count - 1))
    }
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
