import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("A laboratory without a net, through the whole house")
struct ToyLabTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ToyLab>
  private let lab = ToyLab()

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
  }

  private func experiment(_ values: [SettingKey: String]) throws -> ToyLab.Experiment {
    lab.makeExperiment(try lab.makeConfiguration(Settings(values)))
  }

  private func sweep(_ plan: SweepPlan<ToyLab>, in store: RunStore<ToyLab>? = nil) throws -> SweepSummary {
    let store = store ?? self.store
    let launcher = InProcessLauncher(plan: plan, store: store, lab: lab)
    return try SweepRunner(plan: plan, store: store, launcher: launcher, jobs: 1).run()
  }

  @Test("it is trained, and found done the second time")
  func training() throws {
    let experiment = try experiment([.goal: "3", .steps: "60"])
    guard case .done(let record, _, wasStored: false) = try RunExecutor(store: store).run(experiment) else {
      Issue.record("not done")
      return
    }
    #expect(record.answer.map { abs($0 - 3) < 1e-9 } == true)
    #expect(try store.directory(experiment.runKey).configuration() == experiment.configuration)
    let again = try RunExecutor(store: store).run(experiment)
    #expect(again == .done(record, store.directory(experiment.runKey).status, wasStored: true))
  }

  @Test("a stored configuration that its settings do not allow is refused", arguments: ["-1", "0"])
  func tampering(rate: String) throws {
    let experiment = try experiment([:])
    _ = try RunExecutor(store: store).run(experiment)
    let directory = store.directory(experiment.runKey)
    let text = String(decoding: try AtomicFile.read(directory.file("config.json")), as: UTF8.self)
    try AtomicFile.write(text.replacing("0.5", with: rate), to: directory.file("config.json"))
    let error = #expect(throws: LabError.self) { try directory.configuration() }
    #expect(error?.exitCode == 65 && error?.description.contains("rate") == true)
  }

  @Test("a damaged result is refused by readers, and set aside where the run is made again")
  func damagedResult() throws {
    let experiment = try experiment([:])
    _ = try RunExecutor(store: store).run(experiment)
    let directory = store.directory(experiment.runKey)
    let path = directory.file("result.json")
    let whole = try AtomicFile.read(path)
    try AtomicFile.write("x\n", to: path)
    let error = #expect(throws: LabError.self) {
      try FinishedRun(experiment.configuration, store: store)
    }
    #expect(error?.exitCode == 65 && error?.description.contains("sets the file aside") == true)
    _ = try RunExecutor(store: store).run(experiment)
    #expect(try AtomicFile.read(path) == whole)
    #expect(try AtomicFile.read(directory.file("result.damaged.json")) == Array("x\n".utf8))
  }

  @Test("an interrupted series of figures leaves the page of findings as it was")
  func interruptedFindings() throws {
    let recipe = try FigureRecipe<ToyLab>(yaml: Self.recipe, name: "toy.yaml")
    let series = FigureSeries(
      FigureProduction(
        store: store, lab: lab, folder: folder.path + "/figures", formats: [.png], threads: 1,
        train: { try sweep($0) }),
      preset: .quick, overrides: Settings(), order: [], command: { $0 })
    let findings = folder.path + "/Findings.md"
    try AtomicFile.write("old", to: findings)
    let page = FigureFindings(path: findings, command: "toy")
    let stopped = try series.make([recipe, recipe], findings: page, shouldStop: { true })
    #expect(stopped.findings == nil && stopped.reports.count == 1)
    #expect(try AtomicFile.read(findings) == Array("old".utf8))
    #expect(try series.make([recipe], findings: page).findings == findings)
    #expect(try AtomicFile.read(findings) != Array("old".utf8))
  }

  @Test("it is stopped, saved and gone on with: the same files, and no step taken twice")
  func resuming() throws {
    let experiment = try experiment([.goal: "3", .seed: "5"])
    let whole = RunStore<ToyLab>(output: folder.path + "/whole")
    _ = try RunExecutor(store: whole).run(experiment)
    var asked = 0
    let first = try RunExecutor(store: store).run(experiment) {
      asked += 1
      return asked > 15
    }
    #expect(first == .checkpointed(step: 15))
    let session = experiment.makeSession(threads: 1)
    try session.restore(store.directory(experiment.runKey).tensors("state.safetensors"))
    _ = session.run(shouldStop: { false }, onRow: { _ in })
    #expect(session.stepsTaken == 25 && session.completedSteps == 40)
    _ = try RunExecutor(store: store).run(experiment)
    for file in ["result.json", "metrics.csv", "model.safetensors", "config.json"] {
      let paths = [store, whole].map { $0.directory(experiment.runKey).file(file) }
      #expect(try AtomicFile.read(paths[0]) == AtomicFile.read(paths[1]), "\(file)")
    }
  }

  @Test("it is swept: every combination once, one table, the same bytes the second time")
  func sweeping() throws {
    let plan = try SweepPlan(
      name: "toy", settings: Settings([.goal: "1,2", .rate: "0.5,0.25", .seed: "0..2"]), lab: lab)
    #expect(try sweep(plan).done == 12)
    let path = SweepDirectory<ToyLab>(output: folder.path, name: "toy").file("results.csv")
    let table = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    #expect(table.hasPrefix("goal,rate,steps,seed,runKey,answer\n1,0.5,40,0,"))
    #expect(table.split(separator: "\n").count == 13)
    #expect(try sweep(plan).done == 12)
    #expect(try AtomicFile.read(path) == Array(table.utf8))
    let grid = try SweepGrid(SweepSubject(plan: plan, store: store, filter: nil))
    let map = try #require(try grid.figure(ToyLab.Cell(), lab: lab) as? HeatMap)
    #expect(map.rowLabels == ["1", "2"] && map.columnLabels == ["0.5", "0.25"])
  }

  private static let recipe = """
    lab: toy
    name: toy
    title: Numbers that walk
    finding: They arrive.
    source: nowhere
    pictures: [answers, loss]
    claims:
      - {says: "The answer rises with the goal.", expect: rises, measure: answer, over: goal}
      - {says: "It arrives.", expect: below, value: 1.0e-6, measure: loss, over: goal}
    presets:
      quick:
        - {goal: [1, 2, 4], seed: 0..3}
    """

  @Test("it is drawn, claimed about, and its picture made again from what it carries, fresh")
  func figures() throws {
    let recipe = try FigureRecipe<ToyLab>(yaml: Self.recipe, name: "toy.yaml")
    let figures = folder.path + "/figures"
    let production = FigureProduction(
      store: store, lab: lab, folder: figures, formats: [.png], threads: 1, train: { try sweep($0) })
    guard
      case .made(let report, let pictures, runs: 12) = try production.make(
        recipe, .quick, overrides: Settings(), command: "toy")
    else {
      Issue.record("not made")
      return
    }
    #expect(report.claims.map(\.verdict) == [.same, .same])
    #expect(pictures.map { $0.path.split(separator: "/").last } == ["toy-quick.png", "toy-quick-loss.png"])
    for picture in pictures {
      let reproduction = try Reproduction<ToyLab>(reading: picture.path)
      guard
        case .drawn(_, let metadata, trained: 12) = try reproduction.make(
          in: store, lab: lab, isFresh: true, threads: 1, train: { try sweep($0, in: $1) })
      else {
        Issue.record("not drawn")
        return
      }
      #expect(metadata == reproduction.metadata && metadata.lab == "toy")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasPrefix("fresh") })
  }

  @Test("a recipe and a picture of another laboratory are told from damaged ones")
  func otherLaboratory() throws {
    let other = Self.recipe.replacing("lab: toy", with: "lab: other")
    let refused = #expect(throws: LabError.self) { try FigureRecipe<ToyLab>(yaml: other, name: "a.yaml") }
    #expect(refused?.exitCode == 78 && refused?.description.contains("laboratory other") == true)
    let picture = folder.path + "/a.json"
    let facts = FigureMetadata(configuration: "{}", version: "1", tileDigest: "d", lab: "other")
    try AtomicFile.write(FigureFile.sidecar(facts), to: picture)
    let error = #expect(throws: LabError.self) { try Reproduction<ToyLab>(reading: picture) }
    #expect(error?.exitCode == 78 && error?.description.contains("laboratory other") == true)
  }

  @Test("the border between two regions is found by bisection")
  func refinement() throws {
    let yaml = Self.recipe.replacing(
      "- {goal: [1, 2, 4], seed: 0..3}", with: "{bisect: goal, runs: [{goal: \"-8..8\"}]}")
    let recipe = try FigureRecipe<ToyLab>(yaml: yaml, name: "toy.yaml")
    let plan = try recipe.plan(.quick, lab: lab)
    var stage = plan.stage(store)
    while true {
      _ = try sweep(stage)
      let next = plan.stage(store)
      if next == stage { break }
      stage = next
    }
    // The start decides on which side of 0 a walk to 0 ends.
    let goals = Set(stage.runs.map(\.goal))
    #expect(goals.contains(0) && (goals.contains(1) || goals.contains(-1)))
    #expect(goals.count < 8)
  }
}
