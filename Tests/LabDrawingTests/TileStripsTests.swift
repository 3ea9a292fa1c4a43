import Testing

@testable import LabBase
@testable import LabDrawing
@testable import LabImages

@Suite("Strips of tiles")
struct TileStripsTests {
  private func strips(_ counts: [[Int]], heads: [[String]] = []) -> TileStrips {
    let image = FigureSamples.ramp(height: 14, width: 14)
    var rows = counts.map { parts in
      TileStrips.Row(
        label: ["net", "remark"],
        parts: parts.map { Array(repeating: .init(image: image, range: .unit, map: .gray), count: $0) })
    }
    rows[0].heads = heads
    return TileStrips(title: "t", rows: rows, tileSize: .scale(4), keys: [])
  }

  @Test("a part begins at one place in all rows, apart from the one before, and lacking tiles leave nothing")
  func parts() throws {
    let page = strips([[3, 2], [2, 2]]).layout(try TextMeter())
    let lefts = page.tiles.map(\.box.x)
    #expect(lefts.count == 9)
    #expect(lefts[3] == lefts[7] && lefts[0] == lefts[5])
    #expect(lefts[3] - lefts[2] > lefts[1] - lefts[0] + 10)
    #expect(!page.texts.contains { $0.text == "–" })
    expectSoundLayout(page)
  }

  @Test("what tiles are stands above those of the row that says so, in the middle of each")
  func heads() throws {
    let page = strips([[2, 1], [2, 1]], heads: [["in", "layer 3"], ["out"]]).layout(try TextMeter())
    let boxes = page.tiles.map(\.box)
    for (word, box) in zip(["in", "layer 3", "out"], boxes) {
      let text = try #require(page.texts.first { $0.text == word }).box
      #expect(abs(text.x + text.width / 2 - box.x - box.width / 2) <= 1 && text.bottom <= box.y)
    }
    expectSoundLayout(page)
  }

  @Test("the digest follows every part's tiles")
  func digest() {
    #expect(Set([[[2, 1]], [[2, 2]], [[3, 1]]].map { strips($0).tileDigest }).count == 2)
  }
}
