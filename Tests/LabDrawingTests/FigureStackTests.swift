import Testing

@testable import LabBase
@testable import LabDrawing
@testable import LabImages

@Suite("Figures below each other")
struct FigureStackTests {
  private let tiles = ImageGrid(
    title: "",
    rows: [.init(label: "net", tiles: [Image(channels: 1, height: 14, width: 14, filledWith: 0.5)])])
  private let curve = LinePlot(
    title: "", xAxis: LinePlot.Axis("x"), yAxis: LinePlot.Axis("y"),
    series: [.init(label: "", points: [.init(x: 1, y: 1), .init(x: 2, y: 3)])])

  @Test("all parts are on the page, apart, under one heading")
  func layout() throws {
    let stack = FigureStack(title: "heading", subtitle: "below it", parts: [.tiles(tiles), .curves(curve)])
    let page = stack.layout(try TextMeter())
    #expect(page.texts.map(\.text).prefix(2) == ["heading", "below it"])
    #expect(page.tiles.count == 1)
    let axis = try #require(page.texts.first { $0.text == "x" })
    #expect(axis.box.y > page.tiles[0].box.bottom)
    expectSoundLayout(page)
  }

  @Test("the digest is of all parts in their order")
  func digest() {
    func digest(_ parts: [FigureStack.Part]) -> String { FigureStack(title: "", parts: parts).tileDigest }
    let digests = [
      digest([.tiles(tiles)]), digest([.curves(curve)]), digest([.tiles(tiles), .curves(curve)]),
      digest([.curves(curve), .tiles(tiles)]),
    ]
    #expect(Set(digests).count == 4)
  }
}
