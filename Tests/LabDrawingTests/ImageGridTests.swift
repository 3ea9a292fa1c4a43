import Testing

@testable import LabDrawing
@testable import LabImages

@Suite("Image grids")
struct ImageGridTests {
  @Test("every pixel of a tile becomes a square of its grey level", arguments: [1, 2, 3])
  func tilesKeepTheirGreys(scale: Int) throws {
    // Values of whole grey levels, as 8-bit pictures have them.
    let tile = Image(channels: 1, height: 5, width: 7, pixels: (0..<35).map { Float($0 * 7) / 255 })
    let grid = ImageGrid(title: "t", rows: [.init(label: "r", tiles: [tile])], tileSize: .scale(scale))
    let output = try grid.render(format: .png)
    let box = try #require(output.page.tiles.first).box
    let raster = try #require(output.raster)
    #expect(box.width == Double(7 * scale) && box.height == Double(5 * scale))
    for y in 0..<5 * scale {
      for x in 0..<7 * scale {
        let level = UInt32((y / scale * 7 + x / scale) * 7)
        #expect(raster.color(x: Int(box.x) + x, y: Int(box.y) + y) == Color(level * 0x010101))
      }
    }
    let frame = raster.color(x: Int(box.x) - 1, y: Int(box.y))
    #expect(frame == FigureStyle.tileOutline)
  }

  @Test("values outside a fixed range are clipped and their share stated")
  func clippingIsStated() throws {
    let tile = Image(channels: 1, height: 2, width: 2, pixels: [-1, 0, 1, 2])
    let output = try ImageGrid(title: "t", rows: [.init(label: "r", tiles: [tile])]).render(format: .png)
    let box = try #require(output.page.tiles.first).box
    let colors = Set(try #require(output.raster).colors(in: box))
    #expect(colors == [Color(0x000000), Color(0xFFFFFF)])
    #expect(words(of: output).contains("50 % of values lie outside and are clipped; all lie in −1 … 2"))
  }

  @Test("values outside by less than a grey level shows are not called clipped")
  func unseenClippingIsNotStated() throws {
    let tile = Image(channels: 1, height: 1, width: 3, pixels: [-0.001, 0.5, 1.001])
    let output = try ImageGrid(title: "t", rows: [.init(label: "r", tiles: [tile])]).render(format: .png)
    #expect(!words(of: output).contains("clipped"))
  }

  @Test("a shared range spans all tiles, a range of each tile only that tile")
  func rangesAreShared() throws {
    let tiles: [Image?] = [
      Image(channels: 1, height: 1, width: 2, pixels: [0, 2]),
      Image(channels: 1, height: 1, width: 2, pixels: [0, 4]),
    ]
    for (scaling, brightest) in [(TileScaling.shared, [0x80, 0xFF]), (.each, [0xFF, 0xFF])] {
      let grid = ImageGrid(title: "t", rows: [.init(label: "r", tiles: tiles)], scaling: scaling)
      let output = try grid.render(format: .png)
      let found = output.page.tiles.map { $0.raster.color(x: $0.raster.width - 1, y: 0).red }
      #expect(found.map(Int.init) == brightest, "\(scaling)")
    }
  }

  @Test("signed tiles have 0 in the middle of the diverging map")
  func signedTilesAreCentred() throws {
    let tile = Image(channels: 1, height: 1, width: 3, pixels: [-2, 0, 1])
    let grid = ImageGrid(
      title: "t", rows: [.init(label: "r", tiles: [tile])], scaling: .signed, tileSize: .scale(1))
    let output = try grid.render(format: .png)
    let raster = try #require(output.page.tiles.first).raster
    let map = ColorMap.diverging
    #expect(raster.color(x: 0, y: 0) == map.color(at: 0))
    #expect(raster.color(x: 1, y: 0) == map.color(at: 0.5))
    #expect(raster.color(x: 2, y: 0) == map.color(at: 0.75))
    #expect(words(of: output).contains("−2 … 2"))
  }

  @Test("colour tiles keep their channels")
  func colorTiles() throws {
    let tile = Image(channels: 3, height: 1, width: 1, pixels: [1, 0.5, 0])
    let output = try ImageGrid(title: "t", rows: [.init(label: "r", tiles: [tile])]).render(format: .png)
    #expect(try #require(output.page.tiles.first).raster.color(x: 0, y: 0) == Color(0xFF8000))
  }

  @Test(
    "a pixel that is not finite is hatched, unlike 0 and 1", arguments: [Float.nan, .infinity, -.infinity])
  func undefinedPixelsAreHatched(value: Float) throws {
    let tile = Image(channels: 1, height: 1, width: 3, pixels: [0, value, 1])
    let output = try ImageGrid(title: "t", rows: [.init(label: "r", tiles: [tile])]).render(format: .png)
    let raster = try #require(output.page.tiles.first).raster
    let hatched = raster.colors(in: Box(x: 2, y: 0, width: 2, height: 2))
    #expect(hatched.contains(FigureStyle.undefinedPixel))
    #expect(!hatched.contains(Color(0x000000)))
    #expect(words(of: output).contains("not a finite number"))
  }

  @Test("a missing tile is hatched, marked with a dash and explained")
  func missingTilesAreHatched() throws {
    let tile = FigureSamples.ramp(height: 28, width: 28)
    let grid = ImageGrid(title: "t", rows: [.init(label: "r", tiles: [nil, tile])])
    let output = try grid.render(format: .png)
    #expect(output.page.tiles.count == 1)
    #expect(output.page.texts.contains { $0.text == "–" })
    #expect(words(of: output).contains("no picture"))
    let neighbour = try #require(output.page.tiles.first).box
    let place = Box(x: neighbour.x - 62, y: neighbour.y, width: 56, height: 56)
    let colors = Set(try #require(output.raster).colors(in: place))
    #expect(colors.contains(FigureStyle.hatchPaper) && colors.count > 2 && !colors.contains(Color(0x000000)))
  }

  @Test(
    "nothing leaves the paper, no label covers a tile or another label",
    arguments: [(1, 1), (2, 3), (24, 31)], ["a", "gaussian-noise ", FigureSamples.longText])
  func layoutHolds(size: (rows: Int, columns: Int), label: String) throws {
    let tile = FigureSamples.ramp(height: 7, width: 7)
    let grid = FigureSamples.grid(rows: size.rows, columns: size.columns, label: label, tile: tile)
    let page = grid.layout(try TextMeter())
    expectSoundLayout(page)
    #expect(page.tiles.count == (size.rows + 1) * size.columns)
  }

  @Test("tiles of 1×1 and 112×112 stand in one row, centred and apart")
  func sizesMix() throws {
    let tiles: [Image?] = [1, 7, 28, 112].map { FigureSamples.ramp(height: $0, width: $0) }
    let page = ImageGrid(title: "t", rows: [.init(label: "r", tiles: tiles)]).layout(try TextMeter())
    expectSoundLayout(page)
    let boxes = page.tiles.map(\.box)
    #expect(boxes.map(\.width) == [2, 14, 56, 224])
    for box in boxes { #expect(abs(box.y + box.height / 2 - boxes[3].y - 112) <= 1) }
    let fitted = ImageGrid(title: "t", rows: [.init(label: "r", tiles: tiles)], tileSize: .fit(112))
    let widths = fitted.layout(try TextMeter()).tiles.map(\.box.width)
    #expect(widths == [112, 112, 112, 112])
  }

  @Test("a grid without rows or of missing tiles only can be drawn")
  func emptyGrids() throws {
    expectSoundLayout(ImageGrid(title: "", rows: []).layout(try TextMeter()))
    let blank = ImageGrid(title: "t", rows: [.init(label: "r", tiles: [nil])])
    expectSoundLayout(blank.layout(try TextMeter()))
  }

  @Test("the digest follows values, shapes, order and gaps, and nothing else")
  func digestFollowsData() {
    let ramp = FigureSamples.ramp(height: 2, width: 3)
    func digest(_ tiles: [Image?], title: String = "t") -> String {
      ImageGrid(title: title, rows: [.init(label: title, tiles: tiles)]).tileDigest
    }
    let reshaped = Image(channels: 1, height: 3, width: 2, pixels: ramp.pixels)
    var changed = ramp
    changed.pixels[4] = changed.pixels[4].nextUp
    let digests = [[ramp, nil], [nil, ramp], [ramp], [reshaped], [changed]].map { digest($0) }
    #expect(Set(digests).count == digests.count)
    #expect(digest([ramp]) == digest([ramp], title: "other"))
    // SHA-256 of 01000000 01000000 01000000 0000803f, computed with another program.
    let one = Image(channels: 1, height: 1, width: 1, filledWith: 1)
    #expect(digest([one]) == "a967f5daf4be38f1fd823fa807885dc5aee0e01b705e6ef342096e2842518f4b")
  }

  @Test("a missing tile is hatched or blank, with a word under it")
  func gaps() throws {
    let tile = Image(channels: 1, height: 14, width: 14, filledWith: 0.5)
    var row = ImageGrid.Row(label: "net", tiles: [tile, nil, nil])
    row.tileLabels = ["seed 1", "plateau", "not done"]
    row.blanks = [2]
    let grid = ImageGrid(title: "t", columnLabels: ["a", "b", "c"], rows: [row])
    let page = grid.layout(try TextMeter())
    let texts = page.texts.map(\.text)
    for text in ["seed 1", "plateau", "not done"] { #expect(texts.contains(text)) }
    let hatched = page.drawing.marks.count { mark in
      if case .shape(let shape) = mark {
        shape.fill == FigureStyle.hatchPaper && shape.box.width == 28
      } else {
        false
      }
    }
    #expect(hatched == 1)
    expectSoundLayout(page)
  }

  @Test("a score stands in the middle under its tiles, with lines to the first and the last")
  func scores() throws {
    let tile = Image(channels: 1, height: 14, width: 14, filledWith: 0.5)
    var row = ImageGrid.Row(label: "net", tiles: Array(repeating: tile, count: 4), caption: "1\n2\n3\n4\n5")
    row.scores = [.init(label: "0.75", columns: 0..<3), .init(label: "−0.25", columns: 3..<4)]
    let page = ImageGrid(title: "t", rows: [row, row]).layout(try TextMeter())
    let boxes = page.tiles.map(\.box)
    let scores = page.texts.filter { $0.text == "0.75" }
    #expect(scores.count == 2 && page.texts.count { $0.text == "−0.25" } == 2)
    for (score, first) in zip(scores, [0, 4]) {
      let middle = score.box.x + score.box.width / 2
      #expect(abs(middle - (boxes[first].x + boxes[first + 2].right) / 2) <= 1)
      // Near its tiles, however high the row is.
      #expect((0...6).contains(score.box.y - boxes[first].bottom))
    }
    let lines = page.drawing.marks.count { mark in
      if case .shape(let shape) = mark {
        !shape.isClosed && shape.stroke?.color == FigureStyle.tileOutline && shape.points.count == 2
      } else {
        false
      }
    }
    #expect(lines == 4)
    expectSoundLayout(page)
  }

  @Test("what is otherwise from a row on stands under a rule above it, under a heading without one")
  func notes() throws {
    let tile = Image(channels: 1, height: 14, width: 14, filledWith: 0.5)
    var rows = (0..<3).map { ImageGrid.Row(label: "net \($0)", tiles: [tile, tile]) }
    rows[1].note = "other rate"
    (rows[2].section, rows[2].note) = ("block", "other start")
    let page = ImageGrid(title: "t", rows: rows).layout(try TextMeter())
    let rules = page.drawing.marks.compactMap { mark -> Double? in
      guard case .shape(let shape) = mark, !shape.isClosed, shape.stroke?.color == FigureStyle.axis else {
        return nil
      }
      return shape.points[0].y
    }
    let note = try #require(page.texts.first { $0.text == "other rate" })
    let boxes = page.tiles.map(\.box)
    #expect(rules.count == 1 && rules.allSatisfy { boxes[1].bottom < $0 && $0 < note.box.y })
    #expect(note.box.bottom < boxes[2].y && page.texts.contains { $0.text == "other start" })
    expectSoundLayout(page)
  }
}
