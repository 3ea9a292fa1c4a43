import Testing

@testable import LabDrawing
@testable import LabImages

@Suite("Activation sheets")
struct ActivationSheetTests {
  private let weak = Image(channels: 1, height: 1, width: 2, pixels: [0, 1])
  private let strong = Image(channels: 1, height: 1, width: 2, pixels: [0, 2])
  private let strongest = Image(channels: 1, height: 1, width: 2, pixels: [0, 4])

  @Test("the scale decides how bright a tile's largest value is")
  func scalesDiffer() throws {
    let expected: [ActivationSheet.Scale: [Int]] = [
      .each: [0xFF, 0xFF, 0xFF], .layer: [0x80, 0xFF, 0xFF], .shared: [0x40, 0x80, 0xFF],
    ]
    for scale in ActivationSheet.Scale.allCases {
      let page = FigureSamples.sheet([[weak, strong], [strongest]], scale: scale).layout(try TextMeter())
      let levels = page.tiles.map { Int($0.raster.color(x: $0.raster.width - 1, y: 0).red) }
      #expect(levels == expected[scale], "\(scale)")
      expectSoundLayout(page)
    }
  }

  @Test("a layer with negative values is diverging around 0, one without is grey from 0")
  func signsChooseTheMap() throws {
    let signed = Image(channels: 1, height: 1, width: 3, pixels: [-1, 0, 0.5])
    let page = FigureSamples.sheet([[signed], [strong]], scale: .shared).layout(try TextMeter())
    let rasters = page.tiles.map(\.raster)
    #expect(rasters[0].color(x: 2, y: 0) == ColorMap.diverging.color(at: 0.5))
    #expect(rasters[0].color(x: 0, y: 0) == ColorMap.diverging.color(at: 0.25))
    #expect(rasters[1].color(x: 0, y: 0) == Color(0x000000))
  }

  @Test("a dead layer is black and said to be all 0", arguments: ActivationSheet.Scale.allCases)
  func deadLayersAreBlack(scale: ActivationSheet.Scale) throws {
    let dead = Image(channels: 1, height: 2, width: 2)
    let output = try FigureSamples.sheet([[dead]], scale: scale).render(format: .png)
    #expect(Set(try #require(output.page.tiles.first).raster.bytes) == [0])
    #expect(words(of: output).contains("all 0"))
    #expect(words(of: output).contains("1 of 128 channels"))
  }

  @Test("a layer of many channels takes several rows instead of a wider page")
  func manyChannelsAreWrapped() throws {
    let meter = try TextMeter()
    let limit = ActivationSheet.longestRow
    let full = FigureSamples.sheet([Array(repeating: weak, count: limit)], scale: .layer).layout(meter)
    let many = FigureSamples.sheet([Array(repeating: weak, count: 2 * limit + 1)], scale: .layer)
      .layout(meter)
    #expect(many.width == full.width && many.height > full.height)
    #expect(many.tiles.count == 2 * limit + 1)
    #expect(Set(many.tiles.map(\.box.y)).count == 3)
    expectSoundLayout(many)
  }

  @Test(
    "sheets without layers or channels, or with NaN only, can be drawn",
    arguments: ActivationSheet.Scale.allCases)
  func emptySheets(scale: ActivationSheet.Scale) throws {
    let meter = try TextMeter()
    let undefined = Image(channels: 1, height: 2, width: 2, filledWith: .nan)
    expectSoundLayout(FigureSamples.sheet([], scale: scale).layout(meter))
    expectSoundLayout(FigureSamples.sheet([[]], scale: scale).layout(meter))
    expectSoundLayout(FigureSamples.sheet([[undefined]], scale: scale).layout(meter))
    let long = FigureSamples.sheet([[weak], [strong, weak]], scale: scale, label: FigureSamples.longText)
    expectSoundLayout(long.layout(meter))
  }
}
