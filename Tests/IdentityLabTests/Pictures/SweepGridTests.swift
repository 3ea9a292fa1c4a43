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
    _ plan: SweepPlan<ReconstructionLab>, rows: SettingKey? = nil, columns: SettingKey? = nil
  ) throws -> SweepGrid<ReconstructionLab> {
    try SweepGrid(plan: plan, store: stored.store, rows: rows, columns: columns)
  }

  @Test("a sweep without a finished run makes no picture")
  func nothingDone() throws {
    let plan = try stored.plan([.depth: "1,3"])
    #expect(#expect(throws: LabError.self) { try grid(plan) }?.exitCode == 66)
  }

  @Test("an axis that the sweep does not have is refused with those it has")
  func axes() throws {
    let plan = try stored.plan([.depth: "1,3", .width: "2,4"])
    try stored.add(plan.runs[0])
    for (rows, columns) in [(SettingKey.seed, nil), (nil, SettingKey.seed), (.depth, .depth)]
      as [(SettingKey?, SettingKey?)]
    {
      let error = #expect(throws: LabError.self) { try grid(plan, rows: rows, columns: columns) }
      #expect(error?.exitCode == 78)
    }
    let error = #expect(throws: LabError.self) { try grid(plan, rows: .seed) }
    #expect(error?.description.contains("depth, width") == true)
  }

  @Test("cells are means over what else varies; a cell without a run is empty")
  func cells() throws {
    let plan = try stored.plan([.depth: "1,3", .width: "2,4", .seed: "0,1"])
    for run in plan.runs where !(run.depth == 3 && run.width == 4) {
      try stored.add(
        run, identity: run.seed == 0 ? 0.75 : 1, constant: run.depth == 3 ? nil : 0.125)
    }
    let map = try #require(
      try grid(plan).figure(ReconstructionCell(.correlation, probe: .digits), lab: stored.lab) as? HeatMap)
    #expect(map.rowLabels == ["1", "3"] && map.columnLabels == ["2", "4"])
    guard case .values(let identity, _, _) = map.panels[0].cells,
      case .values(let constant, _, _) = map.panels[1].cells
    else {
      Issue.record("other panels")
      return
    }
    #expect(identity == [[0.875, 0.875], [0.875, nil]])
    #expect(constant == [[0.125, 0.125], [nil, nil]])
    let zones = try #require(
      try grid(plan, rows: .width, columns: .depth).figure(
        ReconstructionCell(.zone, probe: .digits), lab: stored.lab) as? HeatMap)
    guard case .categories(let letters) = zones.panels[0].cells else {
      Issue.record("no zones")
      return
    }
    #expect(letters == Zone.places(of: [[.b, nil], [.b, nil]]))
  }

  @Test("a column of predictions has its own input, a cell without a run no picture")
  func predictions() throws {
    let plan = try stored.plan([.depth: "1,2", .size: "4,6"])
    for run in plan.runs where !(run.depth == 2 && run.imageHeight == 6) {
      try stored.add(run)
      try stored.addWeights(run)
    }
    let figure = try #require(
      try grid(plan).figure(ReconstructionCell(.prediction, probe: .digits), lab: stored.lab) as? ImageGrid)
    #expect(figure.inputRow?.tiles.map { $0?.height } == [4, 6])
    #expect(figure.rows.map { $0.tiles.map { $0?.height } } == [[4, 6], [4, nil]])
    // The other way round the input changes from row to row, and stands before each.
    let turned = try #require(
      try grid(plan, rows: .size, columns: .depth).figure(
        ReconstructionCell(.prediction, probe: .digits), lab: stored.lab) as? ImageGrid)
    #expect(turned.columnLabels == ["input", "depth 1", "depth 2"])
    #expect(turned.rows.map { $0.tiles.map { $0?.height } } == [[4, 4, 4], [6, 6, nil]])
  }

  @Test("a picture names no folder")
  func noFolders() throws {
    let path = stored.folder.path("secret/cat.png")
    let raster = Raster(width: 2, height: 2, bytes: [UInt8](0..<12))
    try PNGFile.write(raster, texts: [], to: path)
    let plan = try stored.plan([.depth: "1,3", .image: path])
    for run in plan.runs { try stored.add(run) }
    let grid = try grid(plan)
    let figure = try #require(
      try grid.figure(ReconstructionCell(.zone, probe: .digits), lab: stored.lab) as? HeatMap)
    #expect(figure.subtitle?.contains("cat.png") == true && figure.subtitle?.contains("secret") == false)
    let facts = grid.metadata(ReconstructionCell(.zone, probe: .digits), tileDigest: figure.tileDigest)
      .configuration
    #expect(facts.contains("\"cat.png\"") && !facts.contains("secret"))
  }
}
