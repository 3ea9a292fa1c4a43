import Testing

@testable import LabBase
@testable import LabDrawing

@Suite("Line plots")
struct LinePlotTests {
  @Test("an undefined point breaks the curve, is crossed in a hatched strip and named in a note")
  func gapsAreShown() throws {
    let whole = FigureSamples.plot([.init(label: "s", points: FigureSamples.curve([1, 2, 3, 4]))])
    let broken = FigureSamples.plot([.init(label: "s", points: FigureSamples.curve([1, 2, nil, 4]))])
    let wholeOutput = try whole.render(format: .png)
    let brokenOutput = try broken.render(format: .png)
    #expect(!words(of: wholeOutput).contains("undefined"))
    #expect(words(of: brokenOutput).contains("undefined, not drawn as a number (s at x = 3)"))
    #expect(curvePoints(wholeOutput.page) == 4)
    #expect(curvePoints(brokenOutput.page) == 2)
  }

  @Test("NaN, infinity and, on a logarithmic axis, 0 are undefined", arguments: [Double.nan, .infinity, 0])
  func undefinedValues(value: Double) throws {
    let series = [LinePlot.Series(label: "s", points: FigureSamples.curve([1, value, 10]))]
    let output = try FigureSamples.plot(series, y: .init("y", isLogarithmic: true)).render(format: .png)
    #expect(words(of: output).contains("undefined"))
  }

  @Test("curves are cut at the axes and points beyond them counted")
  func curvesAreCut() throws {
    let series = [LinePlot.Series(label: "s", points: FigureSamples.curve([0.5, 9, 0.5, -9]))]
    let output = try FigureSamples.plot(series, y: .init("y", range: .unit)).render(format: .png)
    #expect(words(of: output).contains("2 points lie outside the axes"))
    expectSoundLayout(output.page)
  }

  @Test("the legend stands right of everything that is data")
  func legendIsOutside() throws {
    let series = (0..<12).map { index in
      let label = "series \(index) \(FigureSamples.longText)"
      return LinePlot.Series(label: label, points: FigureSamples.curve([1, 2, Double(index)]))
    }
    let page = FigureSamples.plot(series).layout(try TextMeter())
    expectSoundLayout(page)
    let entries = page.texts.filter { $0.text.hasPrefix("series ") }
    #expect(entries.count == 12)
    // The plot area is 460 wide and starts after at least the margin.
    for entry in entries { #expect(entry.box.x > FigureStyle.margin + 460) }
  }

  @Test("no two of twenty curves look alike, with colours and without", arguments: [false, true])
  func stylesDiffer(ordered: Bool) {
    let looks = (0..<20).map { index in
      let style = SeriesStyle(index: index, count: 20, palette: ordered ? .ordered : .categorical)
      return "\(style.dash) \(style.marker) \(style.isFilled)"
    }
    #expect(Set(looks).count == 20)
  }

  @Test("plots without panels, curves, points or differences can be drawn")
  func emptyPlots() throws {
    let meter = try TextMeter()
    expectSoundLayout(LinePlot(title: "t", panels: []).layout(meter))
    expectSoundLayout(FigureSamples.plot([]).layout(meter))
    expectSoundLayout(FigureSamples.plot([.init(label: "s", points: [])]).layout(meter))
    let level = FigureSamples.plot([.init(label: "s", points: FigureSamples.curve([2, 2]))])
    expectSoundLayout(level.layout(meter))
    let undefined = FigureSamples.plot([.init(label: "s", points: FigureSamples.curve([nil]))])
    expectSoundLayout(undefined.layout(meter))
  }

  @Test(
    "values as far apart as numbers can be have their places on both kinds of axis",
    arguments: [Double.leastNonzeroMagnitude, 1e-300, 1, 1e300, 1.7e308], [false, true])
  func extremes(value: Double, isLogarithmic: Bool) throws {
    for other in [1e-308, 1e-3, 1, 1e308, -1.7e308] {
      let samples = [value, other, 0.01].map { LinePlot.Sample(x: $0, y: $0) }
      let axis = LinePlot.Axis("a", isLogarithmic: isLogarithmic)
      let panel = LinePlot.Panel(
        xAxis: axis, yAxis: axis, series: [LinePlot.Series(label: "s", points: samples)])
      let axes = PlotAxes(panel)
      let defined = [value, other, 0.01].filter(axes.x.isDefined).sorted()
      let places = defined.map(axes.x.fraction)
      #expect(places.allSatisfy { (0...1).contains($0) }, "\(defined): \(places)")
      #expect(places == places.sorted())
      expectSoundLayout(LinePlot(title: "t", panels: [panel]).layout(try TextMeter()))
    }
  }

  @Test("ticks are round, few and on the axis")
  func ticksAreRound() {
    let unit = AxisMapping(range: .unit, isLogarithmic: false).ticks(atMost: 6)
    #expect(unit.labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    let signed = AxisMapping(range: ValueRange(-0.03, 0.02), isLogarithmic: false).ticks(atMost: 6)
    #expect(signed.labels == ["−0.03", "−0.02", "−0.01", "0.00", "0.01", "0.02"])
    let decades = AxisMapping(range: ValueRange(1e-5, 1), isLogarithmic: true).ticks(atMost: 8)
    #expect(decades.labels == ["10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1"])
    let narrow = AxisMapping(range: ValueRange(3, 60), isLogarithmic: true).ticks(atMost: 8)
    #expect(narrow.labels == ["5", "10", "20", "50"])
  }

  @Test("a line is cut where it crosses a box")
  func linesAreCut() throws {
    let box = Box(x: 0, y: 0, width: 10, height: 10)
    let cut = try #require(Clipping.line(Point(x: -10, y: 5), Point(x: 20, y: 5), to: box))
    #expect(cut.start == Point(x: 0, y: 5) && cut.end == Point(x: 10, y: 5))
    #expect(Clipping.line(Point(x: -1, y: 0), Point(x: -1, y: 9), to: box) == nil)
    let square = Box(x: 5, y: 5, width: 10, height: 10).corners
    let area = try #require(Box(around: Clipping.polygon(square, to: box)))
    #expect(area == Box(x: 5, y: 5, width: 5, height: 5))
  }

  /// Points of the curves, which alone are drawn 1.8 px wide, the legend's samples aside.
  private func curvePoints(_ page: Page) -> Int {
    let chains = page.drawing.marks.compactMap { mark -> Int? in
      if case .shape(let shape) = mark, shape.stroke?.width == 1.8 { shape.points.count } else { nil }
    }
    return chains.reduce(0, +) - 2
  }

  @Test("words along an axis are all there, slanted where they would touch", arguments: [2, 12])
  func wordTicks(count: Int) throws {
    let words = (0..<count).map { "initializer-\($0)" }
    var axis = LinePlot.Axis(
      "initializer", range: ValueRange(-0.5, Double(count) - 0.5), ticks: words.indices.map(Double.init))
    axis.tickLabels = words
    let points = words.indices.map { LinePlot.Sample(x: Double($0), y: $0 == 1 ? nil : 1) }
    var plot = LinePlot(
      title: "t", xAxis: axis, yAxis: LinePlot.Axis("y"),
      series: [.init(label: "", points: points, isJoined: false)])
    plot.undefinedMeaning = "no run there"
    let page = plot.layout(try TextMeter())
    let labels = page.texts.filter { words.contains($0.text) }
    #expect(labels.map(\.text) == words && labels.allSatisfy { ($0.angle != 0) == (count > 3) })
    let notes = page.texts.map(\.text).joined(separator: " ")
    #expect(notes.contains("no run there (") && notes.contains("at initializer-1)."))
    expectSoundLayout(page)
  }

  @Test("the curves of a panel all have markers, or none has where one is too long", arguments: [60, 61])
  func markers(longest: Int) throws {
    func curve(_ label: String, _ count: Int) -> LinePlot.Series {
      .init(label: label, points: (0..<count).map { LinePlot.Sample(x: Double($0), y: 1) })
    }
    let plot = LinePlot(
      title: "t", xAxis: LinePlot.Axis("x"), yAxis: LinePlot.Axis("y"),
      series: [curve("short", 5), curve("long", longest)])
    let marks = plot.layout(try TextMeter()).drawing.marks.count { mark in
      if case .shape(let shape) = mark { shape.isClosed && shape.stroke?.width == 0.6 } else { false }
    }
    // One more a curve in the legend.
    #expect(marks == (longest == 60 ? 5 + 60 + 2 : 0))
  }

  @Test("the span of a point that stands alone is a bar")
  func loneSpan() throws {
    func bars(_ points: [LinePlot.Sample], isJoined: Bool = true) throws -> Int {
      let plot = LinePlot(
        title: "t", xAxis: LinePlot.Axis("x"), yAxis: LinePlot.Axis("y"),
        series: [.init(label: "a", points: points, isJoined: isJoined)])
      return plot.layout(try TextMeter()).drawing.marks.count { mark in
        if case .shape(let shape) = mark { shape.fillOpacity == 0.25 && shape.box.width == 6 } else { false }
      }
    }
    let points = [1.0, 2].map { LinePlot.Sample(x: $0, y: 1, span: ValueRange(0.5, 1.5)) }
    #expect(try bars([points[0]]) == 1)
    #expect(try bars(points) == 0)
    #expect(try bars(points, isJoined: false) == 2)
  }

  @Test("curves of one label and two variants share a colour and differ in dashes; clouds differ in markers")
  func variants() throws {
    func looks(isJoined: Bool) -> [SeriesStyle] {
      let series = ["a", "b"].flatMap { label in
        ["first", "second"].map { variant in
          LinePlot.Series(
            label: label, variant: variant, points: FigureSamples.curve([1, 2]), isJoined: isJoined)
        }
      }
      let looks = SeriesLooks(
        [.init(xAxis: .init("x"), yAxis: .init("y"), series: series)], palette: .categorical)
      return series.map(looks.style)
    }
    let curves = looks(isJoined: true)
    #expect(curves[0].color == curves[1].color && curves[0].color != curves[2].color)
    #expect(curves[0].dash == [] && curves[1].dash != [] && curves[1].dash == curves[3].dash)
    #expect(curves[0].marker == curves[1].marker && curves[0].marker != curves[2].marker)
    #expect(curves.map(\.isFilled) == [true, false, true, false])
    let clouds = looks(isJoined: false)
    #expect(clouds[0].color == clouds[1].color && clouds[0].marker != clouds[1].marker)
    #expect(clouds[1].marker == clouds[3].marker && clouds.allSatisfy(\.isFilled))
  }

  @Test("the legend names labels and variants once each, the latter under a heading of their own")
  func variantLegend() throws {
    let series = ["a", "b"].flatMap { label in
      ["first", "second"].map {
        LinePlot.Series(label: label, variant: $0, points: FigureSamples.curve([1, nil]))
      }
    }
    var plot = FigureSamples.plot(series)
    (plot.legendTitle, plot.variantTitle) = ("letter", "turn")
    let page = plot.layout(try TextMeter())
    for word in ["a", "b", "first", "second", "letter", "turn"] {
      #expect(page.texts.count { $0.text == word } == 1, "\(word)")
    }
    let y = { (word: String) in page.texts.first { $0.text == word }?.box.y ?? 0 }
    #expect(y("letter") < y("a") && y("b") < y("turn") && y("turn") < y("first"))
    expectSoundLayout(page)
  }

  @Test("curves without a value at the same places share a note, with the panels if it is not all of them")
  func gapsAreGathered() throws {
    func panel(_ title: String, _ last: [Double?]) -> LinePlot.Panel {
      .init(
        title: title, xAxis: .init("x"), yAxis: .init("y"),
        series: last.enumerated().map {
          LinePlot.Series(label: "s\($0)", points: FigureSamples.curve([1, $1]))
        })
    }
    func notes(_ panels: [LinePlot.Panel]) throws -> String {
      words(of: try LinePlot(title: "t", panels: panels).render(format: .png))
    }
    #expect(
      try notes([panel("one", [nil, nil, 2]), panel("two", [nil, nil, 2])]).contains("(s0, s1 at x = 2)"))
    #expect(
      try notes([panel("one", [nil, nil]), panel("two", [2, nil]), panel("three", [2, 2])]).contains(
        "(one: s0 at x = 2; one and two: s1 at x = 2)"))
  }

  @Test("curves without a value at the same places share a strip and a neutral colour, others have their own")
  func lanes() throws {
    func crosses(_ curves: [[Double?]]) throws -> [Color] {
      let series = curves.enumerated().map {
        LinePlot.Series(label: "s\($0)", points: FigureSamples.curve($1))
      }
      return FigureSamples.plot(series).layout(try TextMeter()).drawing.marks.compactMap { mark in
        if case .shape(let shape) = mark, shape.stroke?.width == 2 { shape.stroke?.color } else { nil }
      }
    }
    #expect(try crosses([[1, nil], [2, nil], [3, 4]]) == [FigureStyle.ink, FigureStyle.ink])
    let own = try crosses([[1, nil], [nil, 2]])
    #expect(Set(own) == Set(FigureStyle.categories[0...1]) && own.count == 4)
  }
}
