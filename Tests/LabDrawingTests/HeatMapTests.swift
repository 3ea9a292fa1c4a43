import Testing

@testable import LabBase
@testable import LabDrawing

@Suite("Heat maps")
struct HeatMapTests {
  @Test("a cell has its value's colour; an undefined one is hatched, unlike 0", arguments: [nil, Double.nan])
  func cellsHaveTheirColors(undefined: Double?) throws {
    let output = try FigureSamples.heatMap([[0, 1], [0.5, undefined]]).render(format: .png)
    let fills = output.page.drawing.marks.compactMap { mark -> Color? in
      guard case .shape(let shape) = mark, shape.box.width == 28, shape.box.height == 24 else { return nil }
      return shape.fill
    }
    let map = ColorMap.sequential
    #expect(fills == [map.color(at: 0), map.color(at: 1), map.color(at: 0.5), FigureStyle.hatchPaper])
    #expect(words(of: output).contains("undefined"))
    let defined = try FigureSamples.heatMap([[0, 1], [0.5, 0]]).render(format: .png)
    #expect(defined.raster != output.raster)
    #expect(!words(of: defined).contains("undefined"))
  }

  @Test("values are printed in their cells on demand, undefined ones are not")
  func valuesArePrinted() throws {
    let texts = try FigureSamples.heatMap([[0.254, nil]], prints: true).layout(TextMeter()).texts.map(\.text)
    #expect(texts.contains("0.25"))
    #expect(!texts.contains("0.00") && !texts.contains("nan"))
  }

  @Test("categories carry their symbols, and the legend explains all of them, with a note")
  func categoriesAreExplained() throws {
    var map = FigureSamples.heatMap([[0, 1], [1, 0]])
    map.panels.append(.init(title: "zone", cells: .categories([[0, 1], [2, nil]])))
    map.categories = FigureSamples.categories
    map.categoryNote = "High: at least 0.8."
    let output = try map.render(format: .png)
    let texts = output.page.texts.map(\.text)
    #expect(texts.count { $0 == "A" } == 2 && texts.count { $0 == "D" } == 1)
    for phrase in ["first kind", "second kind", "third kind", "fourth kind", "at least 0.8"] {
      #expect(words(of: output).contains(phrase))
    }
  }

  @Test(
    "nothing leaves the paper and no label covers another",
    arguments: [(1, 1), (3, 2), (24, 31)], ["x", "gaussian-noise ", FigureSamples.longText])
  func layoutHolds(size: (rows: Int, columns: Int), label: String) throws {
    let values = [[Double?]](repeating: Array(repeating: 0.5, count: size.columns), count: size.rows)
    expectSoundLayout(FigureSamples.heatMap(values, label: label).layout(try TextMeter()))
  }

  @Test("numbers beyond the colour bar are said to have the colour of its end")
  func clippingIsStated() throws {
    let clipped = words(of: try FigureSamples.heatMap([[0, -0.5]]).render(format: .png))
    #expect(clipped.contains("below the lower end"))
    let both = words(of: try FigureSamples.heatMap([[2, -0.5]]).render(format: .png))
    #expect(both.contains("beyond either end"))
    let unseen = words(of: try FigureSamples.heatMap([[1, -0.01]]).render(format: .png))
    #expect(!unseen.contains("end"))
  }

  @Test("a table of letters is narrower than one of numbers beside it")
  func tablesHaveTheirOwnWidths() throws {
    var map = FigureSamples.heatMap([[-0.25, 1]], prints: true)
    map.panels.append(.init(title: "z", cells: .categories([[0, 1]])))
    map.categories = FigureSamples.categories
    let cells = map.layout(try TextMeter()).drawing.marks.compactMap { mark -> Double? in
      guard case .shape(let shape) = mark, shape.fill != nil, shape.box.height == 24 else { return nil }
      return shape.box.width
    }
    #expect(cells.count == 4 && cells[0] == cells[1] && cells[2] == cells[3])
    #expect(cells.allSatisfy { $0 >= 28 } && cells[2] < cells[0])
  }

  @Test("tables that share range and map share one colour bar")
  func barsAreShared() throws {
    var map = FigureSamples.heatMap([[0, 1]])
    map.panels.append(map.panels[0])
    #expect(bars(map.layout(try TextMeter())) == 1)
    map.panels[1].cells = .values([[0, 1]], range: ValueRange(-1, 1), map: .diverging)
    #expect(bars(map.layout(try TextMeter())) == 2)
  }

  @Test("the digest follows the numbers and tells undefined from 0")
  func digestFollowsData() {
    let tables: [[[Double?]]] = [[[0, 1]], [[1, 0]], [[nil, 1]], [[0], [1]]]
    #expect(Set(tables.map { FigureSamples.heatMap($0).tileDigest }).count == 4)
  }

  private func bars(_ page: Page) -> Int {
    page.drawing.marks.count { if case .picture(let mark) = $0 { mark.role == .colorBar } else { false } }
  }

  @Test("a cell without a value says why, hatched or blank; one of fewer runs has a mark")
  func absencesAreExplained() throws {
    var map = FigureSamples.heatMap([[0.25, nil], [nil, nil]])
    map.absences = [
      .init(symbol: "pl", legend: "first reason", isHatched: true),
      .init(symbol: "–", legend: "second reason", isHatched: false),
      .init(symbol: "q", legend: "third reason", isHatched: true),
    ]
    map.partialMeaning = "of fewer runs"
    let bare = map.tileDigest
    map.panels[0].absences = [[nil, 0], [1, nil]]
    map.panels[0].partial = [[true, true], [false, false]]
    let page = map.layout(try TextMeter())
    let fills = page.drawing.marks.compactMap { mark -> Color? in
      guard case .shape(let shape) = mark, shape.box.width == 28, shape.box.height == 24 else { return nil }
      return shape.fill
    }
    #expect(
      fills == [
        ColorMap.sequential.color(at: 0.25), FigureStyle.hatchPaper, FigureStyle.paper,
        FigureStyle.hatchPaper,
      ])
    let texts = page.texts.map(\.text)
    #expect(
      texts.count { $0 == "pl" } == 2 && texts.contains("first reason") && texts.contains("second reason"))
    #expect(!texts.contains("third reason") && texts.contains("of fewer runs"))
    #expect(texts.contains { $0.hasPrefix("undefined") })
    #expect(map.tileDigest != bare)
    expectSoundLayout(page)
  }

  @Test("a logarithmic table has equal steps of colour for equal ratios")
  func logarithmicColors() throws {
    var map = FigureSamples.heatMap([[]])
    map.rowLabels = ["row"]
    map.columnLabels = ["a", "b", "c"]
    map.panels[0].cells = .values([[1e-4, 1e-2, 0]], range: ValueRange(1e-4, 1), map: .sequential)
    map.panels[0].isLogarithmic = true
    map.panels[0].printsValues = true
    let page = map.layout(try TextMeter())
    let fills = page.drawing.marks.compactMap { mark -> Color? in
      guard case .shape(let shape) = mark, shape.box.height == 24 else { return nil }
      return shape.fill
    }
    let colors = ColorMap.sequential
    #expect(fills == [colors.color(at: 0), colors.color(at: 0.5), FigureStyle.hatchPaper])
    #expect(page.texts.map(\.text).contains("0.01"))
  }

  @Test("tables are wrapped into lines, each with the rows' labels and a bar at its end")
  func lines() throws {
    var map = FigureSamples.heatMap([[0.25, 0.5]])
    map.panels = (0..<5).map { HeatMap.Panel(title: "table \($0)", cells: map.panels[0].cells) }
    map.panelsPerRow = 2
    map.rowLabels = ["only row"]
    let page = map.layout(try TextMeter())
    let bars = page.drawing.marks.count { mark in
      if case .picture(let picture) = mark { picture.role == .colorBar } else { false }
    }
    #expect(bars == 3)
    #expect(page.texts.count { $0.text == "only row" } == 3)
    expectSoundLayout(page)
  }

  @Test("a mean is printed with its deviation, where there is one, and the bar says what the numbers are")
  func deviations() throws {
    var map = FigureSamples.heatMap([[0.25, 0.5, nil]], prints: true)
    map.panels[0].deviations = [[0.126, nil, 0.5]]
    map.barTitle = "mean of something"
    let page = map.layout(try TextMeter())
    let texts = page.texts.map(\.text)
    #expect(texts.contains("0.25 ± 0.13") && texts.contains("0.50"))
    #expect(!texts.contains { $0.contains("± 0.50") } && texts.contains("mean of something"))
    expectSoundLayout(page)
  }

  /// The cells' boxes, row by row, of a map of one column.
  private func boxes(_ map: HeatMap) throws -> [Box] {
    let colors = [0.25, 0.75].map(ColorMap.sequential.color(at:))
    return map.layout(try TextMeter()).drawing.marks.compactMap { mark in
      if case .shape(let shape) = mark, let fill = shape.fill, colors.contains(fill) {
        shape.box
      } else {
        nil
      }
    }
  }

  @Test(
    "rows on an axis reach half way to their neighbours, on a logarithmic one by ratio",
    arguments: [false, true])
  func rowsOnAnAxis(isLogarithmic: Bool) throws {
    var map = FigureSamples.heatMap([[0.25], [0.75], [0.25], [0.75]])
    map.rowPlaces = .init([1, 2, 4, 8], isLogarithmic: isLogarithmic)
    let heights = try boxes(map).map(\.height)
    #expect(heights.count == 4 && heights.reduce(0, +) == 560)
    // Inner rows: from √2 to 2√2 and on to 4√2, or from 1.5 to 3 and on to 6, of 540 pixels.
    let expected = isLogarithmic ? [180.0, 180] : [540 * 1.5 / 7, 540 * 3.0 / 7]
    for (height, expected) in zip(heights[1...2], expected) { #expect(abs(height - expected) <= 1) }
    let page = map.layout(try TextMeter())
    // Round numbers stand at the axis, rows have no labels.
    #expect(page.texts.contains { $0.text == "5" } && !page.texts.contains { $0.text == "r1" })
    expectSoundLayout(page)
  }

  @Test("where rows are too low for their letters a dot says that a cell was measured")
  func dots() throws {
    func map(_ places: [Double]) -> HeatMap {
      var map = FigureSamples.heatMap([[nil], [nil], [nil]])
      map.panels = [.init(title: "z", cells: .categories([[0], [1], [3]]), inferred: [[nil], [nil], [nil]])]
      map.categories = FigureSamples.categories
      map.rowPlaces = .init(places, isLogarithmic: false)
      return map
    }
    // The legend has each letter once.
    let page = map([1, 2, 100]).layout(try TextMeter())
    #expect(["A", "B", "D"].map { letter in page.texts.count { $0.text == letter } } == [1, 1, 2])
    #expect(page.texts.contains { $0.text.hasPrefix("Cells with a letter or a dot were run") })
    let wide = map([1, 50, 100]).layout(try TextMeter())
    #expect(["A", "B", "D"].map { letter in wide.texts.count { $0.text == letter } } == [2, 2, 2])
    #expect(wide.texts.contains { $0.text.hasPrefix("Cells with a letter were run") })
  }

  @Test("a rule between rows is drawn through every table and explained")
  func breaks() throws {
    var map = FigureSamples.heatMap([[0.25], [0.75]])
    map.panels.append(map.panels[0])
    map.rowBreaks = [.init(row: 1, meaning: "other recipe")]
    let page = map.layout(try TextMeter())
    let rules = page.drawing.marks.count { mark in
      if case .shape(let shape) = mark {
        shape.stroke == Stroke(color: FigureStyle.ink, width: 1.5)
      } else {
        false
      }
    }
    #expect(rules == 2 && page.texts.contains { $0.text == "Rule above r1: other recipe." })
    expectSoundLayout(page)
  }
}
