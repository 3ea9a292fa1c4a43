import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("Pictures are not lost, and what making them takes is told before")
struct FigureReplacementTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ToyLab>
  private let lab = ToyLab()

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
  }

  private func sweep(_ plan: SweepPlan<ToyLab>) throws -> SweepSummary {
    let launcher = InProcessLauncher(plan: plan, store: store, lab: lab)
    return try SweepRunner(plan: plan, store: store, launcher: launcher, jobs: 1).run()
  }

  private func recipe(
    _ runs: String = "{goal: [1, 2], seed: 0..1}", title: String = "t"
  ) throws -> FigureRecipe<ToyLab> {
    try FigureRecipe(
      yaml: """
        {lab: toy, name: toy, title: \(title), finding: f, source: s, pictures: [answers, loss], presets: {quick: \(runs)}}
        """, name: "toy.yaml")
  }

  /// Makes a figure; gives the number of runs that were asked for.
  @discardableResult
  private func make(
    _ recipe: FigureRecipe<ToyLab>, _ overrides: [SettingKey: String] = [:], force: Bool = false
  ) throws -> Int {
    var asked = 0
    let production = FigureProduction(
      store: store, lab: lab, folder: folder.path("figures"), formats: [.png, .svg], force: force, threads: 1,
      train: { plan in
        asked += plan.runs.count
        return try sweep(plan)
      })
    guard case .made = try production.make(recipe, .quick, overrides: Settings(overrides), command: "c")
    else {
      Issue.record("not made")
      return asked
    }
    return asked
  }

  @Test("other settings have other names; the same recipe is drawn again over itself")
  func names() throws {
    try make(recipe())
    try make(recipe())
    try make(recipe(), [.seed: "7"])
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("figures"))
    for name in [
      "toy-quick.png", "toy-quick-loss.svg", "toy-quick-seed-7.png", "toy-quick-seed-7.report.json",
    ] {
      #expect(files.contains(name), "\(files)")
    }
    #expect(
      FigureReport.all(in: folder.path("figures"), order: ["toy"]).map(\.stem) == [
        "toy-quick", "toy-quick-seed-7",
      ])
  }

  @Test("an edited recipe does not replace its old picture, and is refused before anything is trained")
  func edited() throws {
    try make(recipe())
    let old = try AtomicFile.read(folder.path("figures/toy-quick.png"))
    for edited in [try recipe("{goal: [1, 3], seed: 0..1}"), try recipe(title: "other")] {
      let production = FigureProduction(
        store: store, lab: lab, folder: folder.path("figures"), formats: [.png], threads: 1,
        train: { plan in
          Issue.record("trained \(plan.runs.count) runs")
          return SweepSummary(total: 0, done: 0)
        })
      let error = #expect(throws: LabError.self) {
        try production.make(edited, .quick, overrides: Settings(), command: "c")
      }
      #expect(
        error?.exitCode == 73 && error?.description.contains("--force") == true,
        "\(String(describing: error))")
    }
    #expect(try AtomicFile.read(folder.path("figures/toy-quick.png")) == old)
    try make(recipe(title: "other"), force: true)
    #expect(try AtomicFile.read(folder.path("figures/toy-quick.png")) != old)
  }

  @Test("a refined figure, whose runs are not known before, is drawn again and refused where it is another")
  func refined() throws {
    let bisected = "{bisect: goal, runs: [{goal: \"-8..8\"}]}"
    #expect(try make(recipe(bisected)) > 0)
    try make(recipe(bisected))
    // Bisection over other goals.
    let error = #expect(throws: LabError.self) {
      try make(recipe("{bisect: goal, runs: [{goal: \"-6..6\"}]}"))
    }
    #expect(error?.exitCode == 73)
  }

  @Test("a forecast counts what is to be trained, a range where bisection decides, shared runs once")
  func forecast() throws {
    let plain = try recipe().plan(.quick, lab: lab)
    let before = FigureForecast(plain, name: "toy", store: store, jobs: 1)
    #expect(before.atLeast == before.atMost)
    #expect(before.atMost.runs == 4 && before.atMost.done == 0 && before.atMost.missing == 4)
    // A toy run takes a millisecond of training, and one beside it.
    #expect(abs(before.atMost.secondsAtMost - 8e-3) < 1e-12)
    let bisected = try recipe("{bisect: goal, runs: [{goal: \"-8..8\", seed: 0..1}]}").plan(.quick, lab: lab)
    let range = FigureForecast(bisected, name: "b", store: store, jobs: 2)
    #expect(range.atLeast.runs == 4 && range.atMost.runs == 34)
    #expect(abs(range.atMost.secondsAtMost - 34e-3) < 1e-12)
    // Goals 1 and 2 of both seeds are of both figures.
    let all = FigureForecast(all: [plain, bisected], store: store, jobs: 1)
    #expect(all.name == nil && all.atMost.runs == 34)
    try make(recipe())
    #expect(FigureForecast(plain, name: "toy", store: store, jobs: 1).atMost.missing == 0)
    let after = FigureForecast(all: [plain, bisected], store: store, jobs: 1)
    #expect(after.atMost.done == 4 && after.atMost.missing == 30)
  }

  @Test("a sweep's grid is drawn again as the sweep goes on, and not over one of another sweep")
  func grids() throws {
    func plan(_ goals: String) throws -> SweepPlan<ToyLab> {
      try SweepPlan(name: "s", settings: Settings([.goal: goals, .rate: "0.5,0.25"]), lab: lab)
    }
    let whole = try plan("1,2")
    let directory = SweepDirectory<ToyLab>(output: folder.path, name: "s")
    try directory.freeze(whole)
    _ = try RunExecutor(store: store).run(lab.makeExperiment(whole.runs[0]))
    func draw(force: Bool = false) throws -> String {
      try SweepPictureMaker(store: store, lab: lab, force: force).write(
        ToyLab.Cell(), ofSweep: "s", filter: nil, rows: nil, columns: nil, facets: nil, name: "grid",
        format: .svg)
    }
    let path = try draw()
    let first = try FigureMetadata(reading: path)
    _ = try sweep(whole)
    _ = try draw()
    #expect(try FigureMetadata(reading: path) != first)
    for name in ["sweep.json", "manifest.jsonl"] {
      try FileManager.default.removeItem(atPath: directory.file(name))
    }
    _ = try sweep(plan("1,3"))
    #expect(#expect(throws: LabError.self) { try draw() }?.exitCode == 73)
    _ = try draw(force: true)
  }
}
