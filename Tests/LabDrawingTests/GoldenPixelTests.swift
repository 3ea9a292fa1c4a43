import Testing

@testable import LabBase
@testable import LabDrawing
@testable import LabImages

/// The pixels that matter of each kind of figure, read back from the PNG that is written.
///
/// Letters are left out: they depend on the fonts of the machine.
@Suite("Golden pixels")
struct GoldenPixelTests {
  private static let checks = Image(channels: 1, height: 2, width: 2, pixels: [0, 1, 0.2, 0.6])
  private static let undefined = Image(channels: 1, height: 1, width: 2, pixels: [.nan, 1])

  @Test("a grid's tile is enlarged without smoothing: every value is a square of one colour")
  func grid() throws {
    let figure = ImageGrid(
      title: "t", rows: [.init(label: "r", tiles: [Self.checks, nil])], tileSize: .scale(20))
    let (page, pixels) = try drawn(figure)
    let tile = try #require(page.tiles.first)
    expectSquares(pixels, at: tile.box, side: 20, [[0x000000, 0xFFFFFF], [0x333333, 0x999999]])
    // The place of the missing tile begins behind the gap, and is as large as the other.
    let missing = Box(x: tile.box.right + TileTable.columnGap, y: tile.box.y, width: 40, height: 40)
    expectHatching(pixels, missing)
  }

  @Test("a grid's colours are its red, green and blue; what is no number is hatched in purple")
  func gridColors() throws {
    let color = Image(channels: 3, height: 1, width: 2, pixels: [1, 0, 0.6, 0.2, 0, 1])
    let figure = ImageGrid(
      title: "t", rows: [.init(label: "r", tiles: [color, Self.undefined])], tileSize: .scale(12))
    let (page, pixels) = try drawn(figure)
    expectSquares(pixels, at: page.tiles[0].box, side: 12, [[0xFF9900, 0x0033FF]])
    let hatched = page.tiles[1].box
    for y in 0..<12 {
      for x in 0..<24 {
        let expected: UInt32 = x >= 12 || (x + y) % 4 >= 2 ? 0xFFFFFF : 0xB5407F
        #expect(pixels.color(x: Int(hatched.x) + x, y: Int(hatched.y) + y) == Color(expected), "\(x), \(y)")
      }
    }
  }

  @Test("a strip's tiles are fitted to 64 pixels, each through its own range and map")
  func strips() throws {
    let signed = Image(channels: 1, height: 2, width: 2, pixels: [-2, 2, 0, 1])
    let figure = TileStrips(
      title: "t",
      rows: [
        .init(
          label: ["r"],
          parts: [
            [
              .init(image: Self.checks, range: .unit, map: .gray),
              .init(image: signed, range: ValueRange(-2, 2), map: .diverging),
            ]
          ])
      ], keys: [])
    let (page, pixels) = try drawn(figure)
    expectSquares(pixels, at: page.tiles[0].box, side: 32, [[0x000000, 0xFFFFFF], [0x333333, 0x999999]])
    expectSquares(pixels, at: page.tiles[1].box, side: 32, [[0x19549B, 0x883C00], [0xFAF9F9, 0xD39370]])
  }

  @Test("a sheet's layer is grey from 0 to its largest value, or diverging around 0")
  func sheet() throws {
    let signed = Image(channels: 1, height: 1, width: 3, pixels: [-1, 0, 1])
    let positive = Image(channels: 1, height: 2, width: 2, pixels: [0, 5, 1, 3])
    let figure = FigureSamples.sheet([[positive], [signed]], scale: .layer)
    let (page, pixels) = try drawn(figure)
    expectSquares(pixels, at: page.tiles[0].box, side: 2, [[0x000000, 0xFFFFFF], [0x333333, 0x999999]])
    expectSquares(pixels, at: page.tiles[1].box, side: 2, [[0x19549B, 0xFAF9F9, 0x883C00]])
  }

  @Test("a table's cells have their values' colours to their edges; one without a value is hatched")
  func values() throws {
    let (page, pixels) = try drawn(FigureSamples.heatMap([[0, 1], [0.5, nil]]))
    let cells = try cellBoxes(page, count: 4)
    let expected: [UInt32] = [0x250D4A, 0xFBEC66, 0x4B878D]
    for (box, color) in zip(cells, expected) {
      #expect(Set(pixels.colors(in: box)) == [Color(color)])
    }
    expectHatching(pixels, cells[3])
  }

  @Test(
    "a table's categories have their colours around their letters; inferred ones are paler, none is hatched")
  func categories() throws {
    let figure = HeatMap(
      title: "t", rowAxis: "r", columnAxis: "c", rowLabels: ["1"], columnLabels: ["1", "2", "3"],
      panels: [
        .init(title: "p", cells: .categories([[0, nil, nil]]), inferred: [[nil, 1, nil]])
      ], categories: FigureSamples.categories)
    let (page, pixels) = try drawn(figure)
    let cells = try cellBoxes(page, count: 3)
    // The letter stands in the middle, well within the outer pixels.
    for (box, color) in zip(cells, [0x56B4E9, 0x91CEF1] as [UInt32]) {
      for corner in box.grown(by: -1).corners {
        let x = Int(corner.x) - (corner.x > box.x + 1 ? 1 : 0)
        let y = Int(corner.y) - (corner.y > box.y + 1 ? 1 : 0)
        #expect(pixels.color(x: x, y: y) == Color(color))
      }
    }
    #expect(Set(pixels.colors(in: cells[1])) == [Color(0x91CEF1)])
    expectHatching(pixels, cells[2])
  }

  @Test("a curve has its colour at its points and along its line, at the height that the axis gives them")
  func curve() throws {
    // One value a pixel: the axes are 460 by 310 and run over as many numbers.
    let figure = LinePlot(
      title: "t", xAxis: .init("x", range: ValueRange(0, 460)), yAxis: .init("y", range: ValueRange(0, 310)),
      series: [
        .init(label: "a", points: [.init(x: 60.5, y: 99.5), .init(x: 260.5, y: 99.5)]),
        .init(label: "b", points: [.init(x: 60.5, y: 189.5), .init(x: 260.5, y: nil)]),
      ])
    let (page, pixels) = try drawn(figure)
    let axis = try #require(
      page.drawing.marks.compactMap { mark -> [Point]? in
        guard case .shape(let shape) = mark, shape.points.count == 3, !shape.isClosed else { return nil }
        return shape.points
      }.first)
    let left = Int(axis[0].x)
    let top = Int(axis[0].y)
    let blue = Color(0x0072B2)
    #expect(pixels.color(x: left, y: top + 50) == FigureStyle.axis)
    // Points carry markers, the line between them is 1.8 pixels wide and covers the middle one whole.
    for x in [60, 160, 200, 260] { #expect(pixels.color(x: left + x, y: top + 210) == blue, "x = \(x)") }
    for x in [40, 160, 280] {
      #expect(pixels.color(x: left + x, y: top + 206) == FigureStyle.paper, "x = \(x)")
    }
    // The second curve's one point has its marker and no line; where it is undefined a × stands above the axes.
    let orange = Color(0xD55E00)
    #expect(pixels.color(x: left + 60, y: top + 120) == orange)
    #expect(pixels.color(x: left + 160, y: top + 120) == FigureStyle.paper)
    #expect(pixels.color(x: left + 260, y: top + 120) == FigureStyle.paper)
    #expect(pixels.color(x: left + 260, y: top - 11) == orange)
    expectHatching(pixels, Box(x: Double(left) + 1, y: Double(top) - 15, width: 200, height: 9))
  }

  /// A figure's layout and the pixels of its PNG file.
  private func drawn(_ figure: some RenderableFigure) throws -> (page: Page, pixels: Raster) {
    let output = try figure.render(format: .png)
    let image = try PNGFile.read(bytes: output.bytes, name: "figure.png")
    let planes = image.bytes
    let count = image.height * image.width
    let bytes = (0..<count).flatMap { pixel in (0..<3).map { planes[$0 * count + pixel] } }
    return (output.page, Raster(width: image.width, height: image.height, bytes: bytes))
  }

  /// Expects squares of one colour each, and the grey frame around them.
  private func expectSquares(
    _ pixels: Raster, at box: Box, side: Int, _ colors: [[UInt32]],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      box.width == Double(side * colors[0].count) && box.height == Double(side * colors.count),
      sourceLocation: sourceLocation)
    for (row, line) in colors.enumerated() {
      for (column, color) in line.enumerated() {
        let square = Box(
          x: box.x + Double(column * side), y: box.y + Double(row * side), width: Double(side),
          height: Double(side))
        let found = Set(pixels.colors(in: square))
        #expect(found == [Color(color)], "row \(row), column \(column)", sourceLocation: sourceLocation)
      }
    }
    for corner in [(box.x - 1, box.y), (box.right, box.bottom - 1), (box.x, box.y - 1), (box.x, box.bottom)] {
      #expect(
        pixels.color(x: Int(corner.0), y: Int(corner.1)) == FigureStyle.tileOutline,
        sourceLocation: sourceLocation)
    }
  }

  /// Expects grey lines from bottom left to top right, every six pixels, on pale grey in the box's corner.
  ///
  /// How dark a slanted line's pixels are is cairo's affair; that they repeat every six pixels is ours.
  private func expectHatching(
    _ pixels: Raster, _ box: Box, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    func color(_ x: Int, _ y: Int) -> Color { pixels.color(x: Int(box.x) + x, y: Int(box.y) + y) }
    let row = (1..<13).map { color($0, 1) }
    #expect(row.filter { $0 == FigureStyle.hatchPaper }.count >= 5, sourceLocation: sourceLocation)
    #expect(row.filter { $0.luminance < 0.6 }.count == 2, sourceLocation: sourceLocation)
    for x in 2..<8 {
      #expect(color(x, 1) == color(x + 6, 1), sourceLocation: sourceLocation)
      #expect(color(x, 1) == color(x - 1, 2), sourceLocation: sourceLocation)
    }
  }

  /// The filled or hatched cells of a table, row by row: all the boxes as high as a row.
  private func cellBoxes(_ page: Page, count: Int) throws -> [Box] {
    let boxes = page.drawing.marks.compactMap { mark -> Box? in
      guard case .shape(let shape) = mark, shape.fill != nil, shape.box.height == 24 else { return nil }
      return shape.box
    }
    try #require(boxes.count == count)
    return boxes
  }
}
