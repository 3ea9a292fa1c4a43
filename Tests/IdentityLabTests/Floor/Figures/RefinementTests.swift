import Testing

@testable import IdentityLab
@testable import LabDrawing
@testable import LabSweeps

@Suite struct RefinementTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  /// Runs of a full grid, those chosen stage by stage until nothing more is asked for.
  private func refined(
    _ plan: SweepPlan<ReconstructionLab>, zone: (ReconstructionConfiguration) -> Zone
  ) throws -> (stages: Int, runs: [ReconstructionConfiguration]) {
    let refinement = Refinement<ReconstructionLab>(plan.runs, along: .depth) {
      ReconstructionLab.region(of: $1, $0, pictures: [])
    }
    var records: [String: ReconstructionRecord] = [:]
    var chosen: [ReconstructionConfiguration] = []
    var stages = 0
    while case let next = refinement.chosen({ records[$0.runKey] }), next != chosen {
      chosen = next
      stages += 1
      for run in next where records[run.runKey] == nil {
        let zone = zone(run)
        records[run.runKey] = try stored.add(
          run, identity: zone == .a || zone == .b ? 0.9 : 0.1,
          constant: zone == .a || zone == .d ? 0.9 : 0.1
        ).record
      }
    }
    return (stages, chosen)
  }

  @Test("a boundary is found to the last step with few runs, wherever it is", arguments: 1...17)
  func boundary(last: Int) throws {
    let plan = try stored.plan([.depth: "1..17"])
    let (_, runs) = try refined(plan) { $0.depth <= last ? .b : .d }
    let depths = runs.map(\.depth)
    #expect(depths.contains(1) && depths.contains(17) && depths == depths.sorted())
    if last < 17 { #expect(depths.contains(last) && depths.contains(last + 1)) }
    // The two ends and one run a halving of the sixteen steps between them.
    #expect(depths.count <= 2 + 4)
  }

  @Test("two boundaries in one column are both found, and every column has its own")
  func severalBoundaries() throws {
    let plan = try stored.plan([.depth: "1..17", .width: "2,4", .seed: "0,1"])
    let (_, runs) = try refined(plan) { run in
      let border = run.width == 2 ? 5 : 11
      return run.depth <= border ? .b : run.depth <= border + 3 ? .c : .d
    }
    // The net of one layer has no width, and is the first of both columns.
    let narrow = Set(runs.filter { $0.width != 4 }.map(\.depth))
    let wide = Set(runs.filter { $0.width != 2 }.map(\.depth))
    #expect(narrow.isSuperset(of: [1, 5, 6, 8, 9, 17]) && wide.isSuperset(of: [1, 11, 12, 14, 15, 17]))
    #expect(runs.count < plan.runs.count / 2)
    #expect(runs.filter { $0.seed == 0 }.count * 2 == runs.count)
  }

  @Test("without a boundary the ends are enough, and one value is one run")
  func noBoundary() throws {
    let (stages, runs) = try refined(stored.plan([.depth: "1..17"])) { _ in .c }
    #expect(stages == 1 && runs.map(\.depth) == [1, 17])
    #expect(try refined(stored.plan([.depth: "3"])) { _ in .b }.runs.map(\.depth) == [3])
  }

  @Test("a cell between two measured ones of one zone is inferred, one at a border is not")
  func inferred() {
    let zones: [[Zone?]] = [[.b, .b], [nil, nil], [.b, nil], [nil, nil], [.d, .b]]
    #expect(TableFigure.inferred(zones) == [[nil, nil], [.b, .b], [nil, .b], [nil, .b], [nil, nil]])
  }

  @Test("the zone map has measured cells, pale ones, and hatched ones where nothing is known")
  func zoneMap() throws {
    let plan = try stored.plan([.depth: "1,2,3", .width: "2,4"])
    let runs = try plan.runs.filter { $0.width == 2 || $0.depth != 2 }.map { run in
      try stored.add(run, identity: run.depth < 3 || run.width == 4 ? 0.9 : 0.1, constant: 0.1)
    }
    let map = TableFigure(stored.context(runs)).zones
    #expect(map.rowPlaces == HeatMap.RowPlaces([1, 2, 3], isLogarithmic: false))
    #expect(map.rowLabels == ["1", "2", "3"] && map.columnLabels == ["2", "4"])
    guard case .categories(let zones) = map.panels[0].cells else {
      Issue.record("no zones")
      return
    }
    #expect(zones == Zone.places(of: [[.b, .b], [.b, nil], [.c, .b]]))
    #expect(map.panels[0].inferred == Zone.places(of: [[nil, nil], [nil, .b], [nil, nil]]))
  }

  @Test(
    "the frontier is the deepest identity and the shallowest constant of each column, a panel a filter size")
  func frontier() throws {
    let plan = try stored.plan([.depth: "1,2,3,4", .width: "2,4", .kernelSize: "3,5"])
    let runs = try plan.runs.filter { $0.kernelSize == 3 || $0.width == 2 }.map { run in
      let border = run.width == 2 ? 1 : 3
      return try stored.add(
        run, identity: run.depth <= border ? 0.9 : 0.1, constant: run.depth > border + 1 ? 0.9 : 0.1)
    }
    var options = ReconstructionOptions()
    options.by = .kernelSize
    let plot = TableFigure(stored.context(runs, options)).frontier
    #expect(plot.panels.map(\.title) == ["kernel size 3\n1 seed", "kernel size 5\n1 seed"])
    #expect(plot.panels[0].series[0].points.map(\.y) == [1, 3])
    #expect(plot.panels[0].series[1].points.map(\.y) == [3, nil])
    #expect(plot.panels[1].series[0].points.map(\.x) == [2])
    let map = TableFigure(stored.context(runs, options)).zones
    #expect(map.panels.count == 2 && map.columnLabels == ["2", "4"])
  }
}
