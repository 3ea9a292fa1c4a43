@testable import LabDrawing
@testable import LabImages

/// Small figures and pictures that several tests draw.
enum FigureSamples {
  /// A grey ramp: pixel i has the value i / (count − 1), scaled to a range.
  static func ramp(height: Int, width: Int, from lower: Float = 0, to upper: Float = 1) -> Image {
    let count = height * width
    return Image(
      channels: 1, height: height, width: width,
      pixels: (0..<count).map { lower + (upper - lower) * Float($0) / Float(max(count - 1, 1)) })
  }

  static let longText = "an_unbroken_label_that_is_far_wider_than_its_place and then words, words, words "

  static func grid(rows: Int, columns: Int, label: String, tile: Image?) -> ImageGrid {
    ImageGrid(
      title: String(repeating: label, count: 3), subtitle: label,
      columnLabels: (0..<columns).map { "\(label)\($0)" },
      columnGroups: [.init(label: label, columns: 0..<(columns + 1) / 2)],
      inputRow: .init(label: "input", tiles: Array(repeating: tile, count: columns)),
      rows: (0..<rows).map {
        .init(
          label: "\(label)\($0)", tiles: Array(repeating: tile, count: columns), caption: label,
          section: $0 == 0 ? label : nil)
      }, footnote: label)
  }

  static func curve(_ values: [Double?]) -> [LinePlot.Sample] {
    values.enumerated().map { LinePlot.Sample(x: Double($0 + 1), y: $1) }
  }

  static func plot(_ series: [LinePlot.Series], y: LinePlot.Axis = .init("y")) -> LinePlot {
    LinePlot(title: "plot", xAxis: .init("x"), yAxis: y, series: series)
  }

  static func heatMap(_ values: [[Double?]], label: String = "r", prints: Bool = false) -> HeatMap {
    HeatMap(
      title: label, rowAxis: label, columnAxis: label, rowLabels: values.indices.map { "\(label)\($0)" },
      columnLabels: (values.first ?? []).indices.map { "\(label)\($0)" },
      panels: [
        .init(title: label, cells: .values(values, range: .unit, map: .sequential), printsValues: prints)
      ])
  }

  /// Four kinds of cell, A to D.
  static let categories = zip(["A", "B", "C", "D"], ["first", "second", "third", "fourth"]).map {
    HeatMap.Category(symbol: $0, legend: "\($1) kind", color: Color(0x56B4E9))
  }

  static func sheet(
    _ layers: [[Image]], scale: ActivationSheet.Scale, label: String = "conv"
  ) -> ActivationSheet {
    ActivationSheet(
      title: label,
      layers: layers.map { tiles in
        .init(
          name: label, shape: "128×28×28", channelCount: 128,
          tiles: tiles.map { .init(image: $0, label: "ch 1") })
      }, scale: scale)
  }
}

extension Raster {
  /// The colour of a pixel.
  func color(x: Int, y: Int) -> Color {
    let start = 3 * (y * width + x)
    return Color(red: bytes[start], green: bytes[start + 1], blue: bytes[start + 2])
  }

  /// The colours of a box of whole coordinates, row by row.
  func colors(in box: Box) -> [Color] {
    (Int(box.y)..<Int(box.bottom)).flatMap { y in
      (Int(box.x)..<Int(box.right)).map { color(x: $0, y: y) }
    }
  }
}
