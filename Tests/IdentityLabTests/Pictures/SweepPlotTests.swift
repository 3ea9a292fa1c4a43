import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns
@testable import LabSweeps

@Suite struct SweepPlotTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  private func plot(
    _ plan: SweepPlan<ReconstructionLab>, _ choice: PlotChoice, filter: String? = nil
  ) throws -> SweepPlot<ReconstructionLab> {
    try SweepPlot(
      SweepSubject(plan: plan, store: stored.store, filter: filter.map { try RunFilter($0) }), choice)
  }

  private func text(of plot: LinePlot) throws -> String {
    try plot.render(format: .svg).words
  }

  @Test(
    "a curve a width: means over fitted seeds with a band; the others are counted, and their place is marked")
  func curves() throws {
    let plan = try stored.plan([.depth: "2,3,4", .width: "2,4", .seed: "0,1"])
    for run in plan.runs {
      let isLost = run.width == 4 && (run.depth == 4 || (run.depth == 3 && run.seed == 1))
      try stored.add(
        run, identity: Double(run.depth - 1) / 4 + (run.seed == 1 ? 0.125 : 0),
        outcome: isLost ? .diverged : .fitted)
    }
    let plot = try plot(plan, PlotChoice(x: "depth", y: ["identity", "loss"])).figure()
    #expect(plot.panels.map(\.yAxis.label) == ["correlation with identity", "final loss"])
    #expect(plot.legendTitle == "width" && plot.palette == .ordered)
    let series = plot.panels[0].series
    #expect(series.map(\.label) == ["2", "4"])
    #expect(series[0].points[0] == LinePlot.Sample(x: 2, y: 0.3125, span: ValueRange(0.25, 0.375)))
    #expect(series[1].points[1] == LinePlot.Sample(x: 3, y: 0.5))
    #expect(series[1].points[2] == LinePlot.Sample(x: 4, y: nil))
    #expect(plot.panels[0].yAxis.range == ValueRange(-0.2, 1))
    let words = try text(of: plot)
    for phrase in [
      "3 of 12 are not fitted (3 diverged)", "drawn are the 9 fitted runs",
      "mean over 2 seeds (0, 1)",
      "least to greatest over seeds", "no fitted run there", "width 4 at x = 4",
    ] {
      #expect(words.contains(phrase), "\(phrase) in \(words)")
    }
  }

  @Test("runs that have no place along x are counted apart")
  func noPlace() throws {
    let plan = try stored.plan([.depth: "1,2", .width: "2,4"])
    for run in plan.runs { try stored.add(run) }
    let words = try text(of: plot(plan, PlotChoice(x: "width", y: ["loss"])).figure())
    #expect(words.contains("drawn are 2 fitted runs, without 1 that have no width"), "\(words)")
  }

  @Test("an axis that is not named has a curve or a panel for each value, on one scale")
  func facets() throws {
    let plan = try stored.plan([.depth: "2,3", .width: "2,4", .activation: "relu,tanh", .kernelSize: "1,3"])
    for run in plan.runs { try stored.add(run, loss: run.activation == .tanh ? 0.5 : 0.001) }
    let plot = try plot(plan, PlotChoice(x: "depth", y: ["loss"], by: [.activation], log: [.y]))
    #expect(plot.choice.facets == [.width, .kernelSize])
    let figure = plot.figure()
    #expect(
      figure.panels.map(\.title).first == "width\u{A0}2, kernel size\u{A0}1" && figure.panels.count == 4)
    #expect(
      figure.panels.allSatisfy { $0.yAxis.isLogarithmic && $0.yAxis.range == figure.panels[0].yAxis.range })
    #expect(figure.palette == .categorical && figure.panels[0].series.map(\.label) == ["relu", "tanh"])
  }

  @Test("words along x are places with labels, marks are not joined, and bands are of a deviation on demand")
  func wordAxis() throws {
    let plan = try stored.plan([.initializer: "torch,lecun-normal", .seed: "0,1"])
    for run in plan.runs { try stored.add(run, identity: run.seed == 0 ? 0.25 : 0.75) }
    let figure = try plot(plan, PlotChoice(x: "init", y: ["identity", "constant"], band: .deviation)).figure()
    // Correlations share a panel where there are no curves of their own.
    #expect(figure.panels.count == 1)
    #expect(figure.panels[0].xAxis.tickLabels == ["torch", "lecun-normal"])
    let identity = figure.panels[0].series[0]
    #expect(!identity.isJoined && identity.label == "correlation with identity")
    let deviation = 0.125.squareRoot()
    #expect(
      identity.points[1] == LinePlot.Sample(x: 1, y: 0.5, span: ValueRange(0.5 - deviation, 0.5 + deviation)))
    #expect(try text(of: figure).contains("one standard deviation over seeds"))
  }

  @Test("over a number that is measured every fitted run is a mark")
  func cloud() throws {
    let plan = try stored.plan([.depth: "1,2", .seed: "0,1"])
    for run in plan.runs {
      try stored.add(
        run, loss: Double(run.seed + 1), outcome: run.depth == 2 && run.seed == 0 ? .plateau : .fitted)
    }
    let figure = try plot(plan, PlotChoice(x: "loss", y: ["identity"])).figure()
    #expect(figure.panels[0].series.map { $0.points.map(\.x) } == [[1, 2], [2]])
    #expect(!figure.panels[0].series[0].isJoined && figure.subtitle?.contains("each mark is a run") == true)
  }

  @Test("what cannot be drawn is refused with exit code 78")
  func refusals() throws {
    let plan = try stored.plan([.depth: "1,2", .initializer: "torch,lecun-normal", .steps: "1..20"])
    try stored.add(plan.runs[0])
    let choices = [
      PlotChoice(x: "depths", y: ["loss"]), PlotChoice(x: "depth", y: ["zone"]),
      PlotChoice(x: "init", y: ["loss"], log: [.x]), PlotChoice(x: "depth", y: ["loss"], by: [.width]),
      PlotChoice(x: "depth", y: ["loss"], by: [.depth]), PlotChoice(x: "depth", y: ["loss"], by: [.steps]),
      PlotChoice(x: "depth", y: ["loss"], by: [.initializer], facets: [.initializer]),
    ]
    for choice in choices {
      #expect(#expect(throws: LabError.self) { try plot(plan, choice) }?.exitCode == 78, "\(choice)")
    }
    let none = #expect(throws: LabError.self) {
      try plot(plan, PlotChoice(x: "depth", y: ["loss"]), filter: "depth>5")
    }
    #expect(none?.description.contains("none of the 80 runs") == true)
  }
}
