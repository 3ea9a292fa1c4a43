import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures

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
    let plot = CorrelationFigure(stored.context(runs)).plot
    #expect(plot.panels.map(\.title) == ["cnn, relu", "cnn, relu", "fcn, relu", "fcn, relu"])
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

  @Test("curves over any setting: a pair of panels a value of another, a curve a value of a third")
  func anySetting() throws {
    let widths = ["2", "4", "64"]
    let runs = try widths.flatMap { width in
      try ["3", "5"].flatMap { kernelSize in
        try ["torch", "xavier-normal"].map { initializer in
          try stored.add(
            stored.configuration([.width: width, .kernelSize: kernelSize, .initializer: initializer]),
            identity: kernelSize == "3" ? 0.5 : 0.75)
        }
      }
    }
    var options = ReconstructionOptions()
    (options.over, options.by, options.curves) = (.width, .kernelSize, .initializer)
    let plot = CorrelationFigure(stored.context(runs, options)).plot
    #expect(plot.panels.map(\.title) == ["kernel size 3", "kernel size 3", "kernel size 5", "kernel size 5"])
    #expect(plot.panels[2].series.map(\.label) == ["torch", "xavier-normal"])
    #expect(plot.panels[2].series[0].points.map(\.x) == [2, 4, 64])
    #expect(plot.panels[2].series[0].points.map(\.y) == [0.75, 0.75, 0.75])
    // From 2 to 64 is more than an order of magnitude.
    #expect(plot.panels[0].xAxis.isLogarithmic && plot.subtitle?.contains("digits") == true)
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
