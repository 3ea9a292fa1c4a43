import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabImages
@testable import LabRuns
@testable import LabSweeps

@Suite struct SweepGridTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  private func grid(
    _ plan: SweepPlan<ReconstructionLab>, rows: [SettingKey]? = nil, columns: [SettingKey]? = nil,
    facets: [SettingKey]? = nil, filter: String? = nil
  ) throws -> SweepGrid<ReconstructionLab> {
    try SweepGrid(
      SweepSubject(plan: plan, store: stored.store, filter: filter.map { try RunFilter($0) }), rows: rows,
      columns: columns, facets: facets)
  }

  private func map(
    _ grid: SweepGrid<ReconstructionLab>, _ kind: ReconstructionCell.Kind, probes: [GridProbe]? = nil
  ) throws -> HeatMap {
    try #require(try grid.figure(ReconstructionCell(kind, probes: probes), lab: stored.lab) as? HeatMap)
  }

  private func values(_ panel: HeatMap.Panel) -> [[Double?]] {
    switch panel.cells {
    case .values(let values, _, _): values
    case .categories(let places): places.map { $0.map { $0.map(Double.init) } }
    }
  }

  @Test("a sweep without a finished run makes no picture")
  func nothingDone() throws {
    let plan = try stored.plan([.depth: "1,3"])
    #expect(#expect(throws: LabError.self) { try grid(plan) }?.exitCode == 66)
  }

  @Test("an axis that the sweep does not have is refused with those it has")
  func axes() throws {
    let plan = try stored.plan([.depth: "2,3", .width: "2,4"])
    try stored.add(plan.runs[0])
    for (rows, columns) in [([SettingKey.seed], nil), (nil, [.seed]), ([.depth], [.depth])]
      as [([SettingKey]?, [SettingKey]?)]
    {
      let error = #expect(throws: LabError.self) { try grid(plan, rows: rows, columns: columns) }
      #expect(error?.exitCode == 78)
    }
    let error = #expect(throws: LabError.self) { try grid(plan, rows: [.seed]) }
    #expect(error?.description.contains("depth, width") == true)
  }

  @Test("what varies and is not chosen is rows, columns, then facets; the seed only where it is chosen")
  func placement() throws {
    let plan = try stored.plan([
      .depth: "2,3", .width: "2,4", .kernelSize: "1,3", .activation: "relu,tanh", .seed: "0,1",
    ])
    for run in plan.runs where run.depth == 2 && run.seed == 0 { try stored.add(run) }
    #expect(
      try grid(plan).axes == GridAxes(rows: [.depth], columns: [.width], facets: [.kernelSize, .activation]))
    #expect(
      try grid(plan, rows: [.width, .depth], columns: [.seed]).axes
        == GridAxes(rows: [.width, .depth], columns: [.seed], facets: [.kernelSize, .activation]))
    let grid = try grid(plan, facets: [.activation], filter: "kernelSize=3")
    #expect(grid.axes == GridAxes(rows: [.depth], columns: [.width], facets: [.activation]))
    #expect(grid.facets.map { grid.title(of: $0) } == ["relu", "tanh"])
    let subtitle = grid.heading([]).subtitle
    #expect(
      subtitle.contains("where kernelSize=3") && subtitle.contains("16 runs") && !subtitle.contains("depth"))
    #expect(subtitle.contains("kernel size\u{A0}3") && subtitle.contains("learning rate\u{A0}0.01"))
  }

  @Test("where all that varies is in the columns the rows are another setting")
  func onlyColumns() throws {
    let plan = try stored.plan([.depth: "2,3", .seed: "0,1"])
    for run in plan.runs { try stored.add(run) }
    let axes = try grid(plan, columns: [.depth, .seed]).axes
    #expect(axes.columns == [.depth, .seed] && axes.rows.count == 1 && !axes.columns.contains(axes.rows[0]))
  }

  @Test("more tables than can be read are refused, with what to do")
  func tooManyFacets() throws {
    let plan = try stored.plan([.depth: "2,3", .width: "1,2", .steps: "1..40"])
    try stored.add(plan.runs[0])
    let error = #expect(throws: LabError.self) { try grid(plan) }
    #expect(error?.exitCode == 78 && error?.description.contains("--where") == true)
  }

  @Test("settings that follow an axis are no axes, and are named")
  func followers() throws {
    let plan = try stored.plan([.optimizer: "sgd,adam", .depth: "2,3"])
    for run in plan.runs { try stored.add(run) }
    let grid = try grid(plan)
    #expect(grid.axes == GridAxes(rows: [.depth], columns: [.optimizer]))
    #expect(grid.heading([]).subtitle.contains("vary with these: learning rate, momentum, epsilon"))
  }

  @Test("cells are means over fitted seeds; each kind of gap has a reason of its own")
  func cells() throws {
    let plan = try stored.plan([.depth: "2,3", .width: "2,4", .seed: "0,1"])
    for run in plan.runs where !(run.depth == 3 && run.width == 4) {
      // One of two runs of the cell at 1, 4 diverged, both of that at 3, 2 stayed where they were.
      let outcome: TrainingOutcome =
        run.depth == 3 ? .plateau : run.width == 4 && run.seed == 1 ? .diverged : .fitted
      try stored.add(
        run, identity: run.seed == 0 ? 0.75 : 1, constant: run.width == 4 ? nil : 0.125, outcome: outcome)
    }
    let map = try map(grid(plan), .correlation)
    #expect(map.rowLabels == ["2", "3"] && map.columnLabels == ["2", "4"])
    #expect(values(map.panels[0]) == [[0.875, 0.75], [nil, nil]])
    #expect(values(map.panels[1]) == [[0.125, nil], [nil, nil]])
    #expect(map.panels[0].partial == [[false, true], [false, false]])
    let reasons = map.panels[1].absences?.map { $0.map { $0.map { GridGap.all[$0] } } }
    #expect(reasons == [[nil, .undefined], [.unfitted(.plateau), .notDone]])
    let words = try map.render(format: .svg).words
    for phrase in [
      "8 runs; 3 of 6 are not fitted (2 plateau, 1 diverged); 2 not done",
      "mean over 2 seeds (0, 1)",
      "plateau, the loss has hardly left its start", "a constant output", "not done", "are left out",
    ] {
      #expect(words.contains(phrase), "\(phrase) in \(words)")
    }
    let zones = try self.map(grid(plan, rows: [.width], columns: [.depth]), .zone)
    #expect(values(zones.panels[0]) == [[1, nil], [nil, nil]])
  }

  @Test("scales do not depend on the numbers, and are those of every picture")
  func scales() throws {
    let plan = try stored.plan([.depth: "1,3", .seed: "0,1"])
    for run in plan.runs {
      try stored.add(run, identity: run.depth == 1 ? 0.5 : 0.5 + 0.25 * Double(run.seed), loss: 1e-5)
    }
    let grid = try grid(plan)
    let kinds: [(ReconstructionCell.Kind, ValueRange, Bool)] = [
      (.correlation, ValueRange(-1, 1), false), (.deviation, ValueRange(0, 0.5), false),
      (.loss, ValueRange(1e-8, 10), true), (.steps, ValueRange(1, 1e6), true),
    ]
    for (kind, expected, isLogarithmic) in kinds {
      let panel = try map(grid, kind).panels[0]
      guard case .values(_, let range, _) = panel.cells else {
        Issue.record("no numbers in \(kind)")
        continue
      }
      #expect(range == expected && panel.isLogarithmic == isLogarithmic, "\(kind)")
    }
    let deviation = 0.03125.squareRoot()
    #expect(values(try map(grid, .deviation).panels[0]) == [[0], [deviation]])
    #expect(values(try map(grid, .loss).panels[0]) == [[1e-5], [1e-5]])
    #expect(values(try map(grid, .steps).panels[0]) == [[3], [3]])
  }

  @Test("several probes have tables of their own, for each facet")
  func probes() throws {
    let plan = try stored.plan([.depth: "2,3", .width: "2,4", .activation: "relu,tanh"])
    for run in plan.runs { try stored.add(run) }
    let map = try map(grid(plan), .zone, probes: [.family(.digits), .family(.fashion)])
    #expect(
      map.panels.map(\.title) == [
        "relu\nzone on digits", "relu\nzone on fashion", "tanh\nzone on digits", "tanh\nzone on fashion",
      ])
    #expect(map.panelsPerRow == 4)
    #expect(throws: LabError.self) { try self.map(grid(plan), .zone, probes: [.family(.natural)]) }
  }

  @Test("a column of predictions has its own input, a cell without a run no picture")
  func predictions() throws {
    let plan = try stored.plan([.depth: "1,2", .size: "4,6"])
    for run in plan.runs where !(run.depth == 2 && run.imageHeight == 6) {
      try stored.add(run)
      try stored.addWeights(run)
    }
    let cell = ReconstructionCell(.prediction)
    let figure = try #require(try grid(plan).figure(cell, lab: stored.lab) as? ImageGrid)
    #expect(figure.inputRow?.tiles.map { $0?.height } == [4, 6])
    #expect(figure.rows.map { $0.tiles.map { $0?.height } } == [[4, 6], [4, nil]])
    #expect(figure.rows[1].tileLabels == [nil, "not done"] && figure.rows[1].blanks == [1])
    // The other way round the input changes from row to row, and stands before each.
    let turned = try #require(
      try grid(plan, rows: [.size], columns: [.depth]).figure(cell, lab: stored.lab) as? ImageGrid)
    #expect(turned.columnLabels == ["input", "depth\u{A0}1", "depth\u{A0}2"])
    #expect(turned.rows.map { $0.tiles.map { $0?.height } } == [[4, 4, 4], [6, 6, nil]])
    #expect(turned.rows[1].blanks == [2])
  }

  @Test("the seed of a tile is named, a net that did not train is hatched")
  func seedOfTile() throws {
    let plan = try stored.plan([.depth: "2,3", .width: "1,2", .seed: "4,5"])
    for run in plan.runs {
      let isLost = run.depth == 3 && (run.seed == 4 || run.width == 2)
      try stored.add(run, outcome: isLost ? .descending : .fitted)
      try stored.addWeights(run)
    }
    let figure = try #require(
      try grid(plan).figure(ReconstructionCell(.prediction), lab: stored.lab) as? ImageGrid)
    #expect(figure.rows.map(\.tileLabels) == [[nil, nil], ["seed 5", "descending"]])
    #expect(figure.rows[1].tiles.map { $0 == nil } == [false, true] && figure.rows[1].blanks.isEmpty)
    let words = try figure.render(format: .svg).words
    #expect(words.contains("seed 4 of 2 seeds (4, 5) shown, or the first that trained, which is named"))
    #expect(words.contains("3 of 8 are not fitted (3 descending)"))
  }

  @Test("runs that were stopped while descending are drawn on demand, counted, and drawn again so")
  func admission() throws {
    let plan = try stored.plan([.depth: "1,2,3"])
    for run in plan.runs {
      try stored.add(run, outcome: run.depth == 1 ? .descending : run.depth == 2 ? .plateau : .fitted)
    }
    let subject = try SweepSubject(plan: plan, store: stored.store, filter: nil, admits: [.descending])
    let grid = try SweepGrid(subject)
    let map = try map(grid, .loss)
    #expect(values(map.panels[0]) == [[0.01], [nil], [0.01]])
    let words = try map.render(format: .svg).words
    #expect(
      words.contains("1 of 3 are not fitted") && words.contains("drawn though not fitted: 1 descending"))
    let recipe = GridConfiguration<ReconstructionLab>(
      sweep: subject.recipe, cell: ReconstructionCell(.loss), axes: grid.axes)
    let again = try recipe.draw(store: stored.store, lab: stored.lab, threads: 1)
    #expect(again.tileDigest == map.tileDigest)
  }

  @Test("without columns the probes are, those of a picture of one's own too")
  func probeColumns() throws {
    let path = stored.folder.path("secret/cat.png")
    try PNGFile.write(Raster(width: 2, height: 2, bytes: [UInt8](0..<12)), texts: [], to: path)
    let plan = try stored.plan([.depth: "1,2"])
    for run in plan.runs {
      try stored.add(run, outcome: run.depth == 2 ? .diverged : .fitted)
      try stored.addWeights(run)
    }
    let cat = try GridProbe(path, locator: stored.lab.locator)
    let grid = try grid(plan)
    let cell = ReconstructionCell(.prediction, probes: [.family(.digits), cat])
    let figure = try #require(try grid.figure(cell, lab: stored.lab) as? ImageGrid)
    #expect(figure.columnLabels == ["digit 0", "digit 2", "digit 4", "digit 7", "cat.png"])
    #expect(figure.columnGroups == [ImageGrid.ColumnGroup(label: "digits", columns: 0..<4)])
    #expect(figure.rows.map(\.caption) == ["digits 0.50 · 0.25", "diverged"])
    #expect(figure.rows[1].tiles.allSatisfy { $0 == nil })
    let facts = grid.metadata(cell, tileDigest: figure.tileDigest).configuration
    #expect(facts.contains("\"cat.png\"") && !facts.contains("secret"))
    // Another picture of that name is not the one that was asked about.
    try PNGFile.write(Raster(width: 2, height: 2, bytes: [UInt8](1..<13)), texts: [], to: path)
    #expect(#expect(throws: LabError.self) { try grid.figure(cell, lab: stored.lab) }?.exitCode == 65)
    let map = ReconstructionCell(.correlation, probes: [cat])
    #expect(#expect(throws: LabError.self) { try grid.figure(map, lab: stored.lab) }?.exitCode == 65)
  }

  @Test("a picture names no folder")
  func noFolders() throws {
    let path = stored.folder.path("secret/cat.png")
    let raster = Raster(width: 2, height: 2, bytes: [UInt8](0..<12))
    try PNGFile.write(raster, texts: [], to: path)
    let plan = try stored.plan([.depth: "1,3", .image: path])
    for run in plan.runs { try stored.add(run) }
    let grid = try grid(plan, filter: "depth>0 and image='\(path)'")
    let figure = try map(grid, .zone)
    #expect(figure.subtitle?.contains("cat.png") == true && figure.subtitle?.contains("secret") == false)
    let facts = grid.metadata(ReconstructionCell(.zone), tileDigest: figure.tileDigest).configuration
    #expect(facts.contains("\"cat.png\"") && !facts.contains("secret"))
    #expect(
      try RunFilter<ReconstructionLab>("image='/x y/c.png' or image=./d/e.png or image=mnist:test/5")
        .textWithoutFolders == "image='c.png' or image=e.png or image=mnist:test/5")
    #expect(
      try RunFilter<ReconstructionLab>("image='builtin:7+/home/me/x.png' or image='mnist:test/5+a/b.png'")
        .textWithoutFolders == "image='builtin:7+x.png' or image='mnist:test/5+b.png'")
  }
}
