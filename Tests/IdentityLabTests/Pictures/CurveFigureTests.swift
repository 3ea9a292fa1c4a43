import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite struct CurveFigureTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  @Test("correlations over the depth: a pair of panels a kind of net, deeper to the right, spans over seeds")
  func depth() throws {
    let runs = try [
      stored.add(stored.configuration([.depth: "3"]), identity: nil, constant: 0.75),
      stored.add(stored.configuration([.depth: "1", .seed: "0"]), identity: 0.5),
      stored.add(stored.configuration([.depth: "1", .seed: "1"]), identity: 1),
      stored.add(stored.configuration([.depth: "2", .architecture: "fcn"]), identity: -0.5),
    ]
    let plot = try CorrelationFigure(stored.context(runs)).plot()
    #expect(
      plot.panels.map(\.title) == [
        "identity: cnn, relu", "constant: cnn, relu", "identity: fcn, relu", "constant: fcn, relu",
      ])
    let digits = try #require(plot.panels[0].series.first { $0.label == ProbeFamily.digits.title })
    #expect(digits.points.map(\.x) == [1, 3])
    #expect(digits.points.map(\.y) == [0.75, nil])
    #expect(digits.points[0].span == ValueRange(0.5, 1))
    let constant = try #require(plot.panels[1].series.first { $0.label == ProbeFamily.digits.title })
    #expect(constant.points.map(\.y) == [0.25, 0.75])
    // One scale for all panels, from the lowest value of any on.
    #expect(plot.panels.allSatisfy { $0.yAxis.range == ValueRange(-0.5, 1) })
    // A family that no run has a score of has gaps, not zeros.
    let fashion = try #require(plot.panels[0].series.first { $0.label == ProbeFamily.fashion.title })
    #expect(fashion.points.allSatisfy { $0.y == nil })
  }

  @Test("a net of one layer is a point of every curve that a setting without effect on it would part")
  func oneLayer() throws {
    let nets: [[SettingKey: String]] = [
      [.depth: "1"], [.depth: "2", .activation: "linear"], [.depth: "3"], [.depth: "2", .width: "64"],
    ]
    let runs = try nets.map {
      try stored.add(stored.configuration($0.merging([.architecture: "fcn"]) { $1 }))
    }
    let plot = try CorrelationFigure(stored.context(runs)).plot()
    #expect(
      plot.panels.map(\.title) == [
        "identity: fcn, linear", "constant: fcn, linear", "identity: fcn, relu", "constant: fcn, relu",
      ])
    #expect(plot.panels[0].series[0].points.map(\.x) == [1, 2])
    #expect(plot.panels[2].series[0].points.map(\.x) == [1, 2, 3])
    var options = ReconstructionOptions()
    (options.over, options.curves) = (.width, .depth)
    let overWidth = try CorrelationFigure(
      stored.context(runs.filter { $0.configuration.activation != .linear }, options)
    ).plot()
    #expect(overWidth.panels.map(\.title) == ["identity", "constant"])
    #expect(overWidth.panels[0].xAxis.ticks == [2, 64])
  }

  @Test("curves over any setting: a pair of panels a value of another, a curve a value of a third")
  func anySetting() throws {
    let widths = ["2", "4", "64"]
    let runs = try widths.flatMap { width in
      try ["3", "5"].flatMap { kernelSize in
        try ["torch", "xavier-normal"].map { initializer in
          try stored.add(
            stored.configuration([
              .depth: "2", .width: width, .kernelSize: kernelSize, .initializer: initializer,
            ]),
            identity: kernelSize == "3" ? 0.5 : 0.75)
        }
      }
    }
    var options = ReconstructionOptions()
    (options.over, options.by, options.curves) = (.width, .kernelSize, .initializer)
    let plot = try CorrelationFigure(stored.context(runs, options)).plot()
    #expect(
      plot.panels.map(\.title) == [
        "identity: kernel size 3", "constant: kernel size 3", "identity: kernel size 5",
        "constant: kernel size 5",
      ])
    #expect(plot.panels[2].series.map(\.label) == ["torch", "xavier-normal"])
    #expect(plot.panels[2].series[0].points.map(\.x) == [2, 4, 64])
    #expect(plot.panels[2].series[0].points.map(\.y) == [0.75, 0.75, 0.75])
    // From 2 to 64 is more than an order of magnitude.
    #expect(plot.panels[0].xAxis.isLogarithmic && plot.subtitle?.contains("digits") == true)
    #expect(plot.panels[0].xAxis.label.hasSuffix(", log scale"))
  }

  @Test("other numbers of the runs have panels of their own, and only the named families have curves")
  func others() throws {
    let runs = try [("1", "0", 0.25), ("1", "1", 0.75), ("3", "0", 0.5)].map { depth, seed, loss in
      try stored.add(stored.configuration([.depth: depth, .seed: seed]), loss: loss)
    }
    var options = ReconstructionOptions()
    (options.also, options.probes) = ([.loss, .steps], [.fashion, .digits])
    let plot = try CorrelationFigure(stored.context(runs, options)).plot()
    #expect(plot.panels.map(\.title) == ["identity", "constant", "loss at the end", "updates done"])
    #expect(plot.panelsPerRow == 4 && plot.panels[2].yAxis.isLogarithmic)
    #expect(plot.panels[0].series.map(\.label) == [ProbeFamily.fashion, .digits].map(\.title))
    #expect(plot.panels[2].series.map { $0.points.map(\.y) } == [[0.5, 0.5]])
    #expect(plot.panels[2].series[0].points[0].span == ValueRange(0.25, 0.75))
    // Only the correlations are on one scale.
    #expect(plot.panels[1].yAxis.range == plot.panels[0].yAxis.range && plot.panels[2].yAxis.range == nil)
    options.curves = .depth
    let parted = try CorrelationFigure(stored.context(runs, options)).plot()
    #expect(parted.panels[3].series.map(\.label) == ["1", "3"])
  }

  @Test("a rule stands where nets are trained otherwise than those above them, and says how")
  func breaks() throws {
    let runs = try [
      [.depth: "1"], [.depth: "2"], [.depth: "3", .clipNorm: "2", .learningRate: "0.5"],
    ].map { try stored.add(stored.configuration($0)) }
    let breaks = try SimilarityFigure(stored.context(runs)).heatMap.rowBreaks
    #expect(breaks.map(\.row) == [2])
    #expect(
      breaks[0].meaning.replacing("\u{A0}", with: " ").hasSuffix("rate 0.01 → 0.5 · clip norm none → 2"))
  }

  @Test("the heat maps over ρ have a row a net, means over seeds, and hatch what is undefined")
  func similarity() throws {
    let runs = try [
      stored.add(stored.configuration([.depth: "1", .seed: "0"]), identity: 1, constant: 0),
      stored.add(stored.configuration([.depth: "1", .seed: "1"]), identity: 0.75, constant: 0),
      stored.add(stored.configuration([.depth: "3"]), identity: nil, constant: 0.875),
    ]
    let figure = try SimilarityFigure(stored.context(runs))
    let map = figure.heatMap
    #expect(map.rowLabels == ["depth\u{A0}1", "depth\u{A0}3"])
    #expect(map.columnLabels == ["0", "1"])
    guard case .values(let identity, _, _) = map.panels[0].cells,
      case .categories(let zones) = map.panels[2].cells
    else {
      Issue.record("other panels")
      return
    }
    #expect(identity == [[0.875, 0.875], [nil, nil]])
    #expect(zones == Zone.places(of: [[.b, .b], [nil, nil]]))
    let plot = figure.plot
    #expect(plot.panels[0].series.map(\.label) == ["depth\u{A0}1", "depth\u{A0}3"])
    #expect(plot.panels[0].series[0].points.map(\.x) == [0, 1])
    #expect(plot.panels[0].series[0].points[0].span == ValueRange(0.75, 1))
    #expect(plot.panels[1].series[1].points[0].span == nil)
  }

  @Test("runs without a similarity curve, or over other ρ, are refused and crash nothing")
  func noCurve() throws {
    let complete = try stored.add(stored.configuration([.depth: "1"]))
    let empty = try stored.add(stored.configuration([.depth: "2"]), rhos: [])
    let shorter = try stored.add(stored.configuration([.depth: "3"]), rhos: [0])
    for runs in [[empty], [complete, empty], [empty, complete], [complete, shorter]] {
      let error = #expect(throws: LabError.self) {
        try SimilarityFigure(stored.context(runs))
      }
      #expect(error?.exitCode == 78)
    }
  }
}
