import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("A sweep grows: nothing is lost, nothing is made twice")
struct SweepExtensionTests {
  private let folder: TemporaryFolder
  private let directory: SweepDirectory<ToyLab>
  private let store: RunStore<ToyLab>
  private let lab = ToyLab()

  init() throws {
    folder = try TemporaryFolder()
    directory = SweepDirectory(output: folder.path, name: "toy")
    store = RunStore(output: folder.path)
  }

  private func plan(_ settings: [SettingKey: String]) throws -> SweepPlan<ToyLab> {
    try SweepPlan(name: "toy", settings: Settings(settings), lab: lab)
  }

  private func runner(_ plan: SweepPlan<ToyLab>) -> SweepRunner<ToyLab> {
    SweepRunner(
      plan: plan, store: store, launcher: InProcessLauncher(plan: plan, store: store, lab: lab), jobs: 1)
  }

  @Test("new seeds come behind the old runs, in all combinations, each once")
  func seeds() throws {
    let old = try plan([.goal: "1,2", .seed: "0..1"])
    try directory.freeze(old)
    let new = try directory.extend(by: Settings([.seed: "1..3"]), lab: lab).new
    #expect(Array(new.runs.prefix(4)) == old.runs)
    #expect(new.runs.dropFirst(4).map(\.goal).sorted() == [1, 1, 2, 2])
    #expect(Set(new.runs.map(\.runKey)) == Set(try plan([.goal: "1,2", .seed: "0..3"]).runs.map(\.runKey)))
    #expect(new.axes == (try plan([.goal: "1,2", .seed: "0..3"])).axes)
    #expect(try directory.plan() == new)
    let again = try directory.extend(by: Settings([.seed: "1..3"]), lab: lab)
    #expect(again.old == new && again.new == new)
  }

  @Test("the seed becomes an axis, several axes grow together, and what all runs have may be said again")
  func axes() throws {
    try directory.freeze(try plan([.goal: "1,2", .rate: "0.25"]))
    let new = try directory.extend(by: Settings([.goal: "3", .seed: "5", .rate: "0.25"]), lab: lab).new
    let whole = try plan([.goal: "1,2,3", .seed: "0,5", .rate: "0.25"])
    #expect(Set(new.runs.map(\.runKey)) == Set(whole.runs.map(\.runKey)) && new.runs.count == 6)
    #expect(new.axes == whole.axes)
    // All of it, asked for at once, is the sweep that is there, in its order; a part of it is another one.
    let manifest = try AtomicFile.read(directory.file("manifest.jsonl"))
    let frozen = try directory.freeze(whole)
    #expect(frozen.runs == new.runs && frozen.runs != whole.runs)
    // Its runs are made at the places that they have there.
    let launcher = InProcessLauncher(plan: frozen, store: store, lab: lab)
    #expect(try SweepRunner(plan: whole, store: store, launcher: launcher, jobs: 1).run().done == 6)
    // A worker that has another run at a place than it is asked for says so.
    let other = SweepWorker(plan: whole, store: store, lab: lab)
    let assignment = WorkerAssignment(index: 1, runKey: frozen.runs[1].runKey)
    guard case .failed(1, let reason) = other.make(assignment, shouldStop: { false }) else {
      Issue.record("it made another run")
      return
    }
    #expect(reason.contains("another run here"))
    #expect(try SweepStatus(plan: directory.plan(), store: store).done == 6)
    #expect(try AtomicFile.read(directory.file("manifest.jsonl")) == manifest)
    #expect(throws: LabError.self) { try directory.freeze(plan([.goal: "2,3", .rate: "0.25"])) }
  }

  @Test("settings that contradict the sweep are refused and change nothing")
  func contradiction() throws {
    let old = try plan([.goal: "1,2", .rate: "0.25"])
    try directory.freeze(old)
    let error = try #require(throws: LabError.self) {
      try directory.extend(by: Settings([.rate: "0.5", .seed: "1"]), lab: lab)
    }
    #expect(
      error.exitCode == 78 && error.description.contains("rate: \"0.5\"")
        && error.description.contains("0.25"))
    #expect(throws: LabError.self) { try directory.extend(by: Settings([.goal: "1,x"]), lab: lab) }
    #expect(try directory.plan() == old)
    let missing = SweepDirectory<ToyLab>(output: folder.path, name: "none")
    #expect(
      #expect(throws: LabError.self) { try missing.extend(by: Settings([.seed: "1"]), lab: lab) }?.exitCode
        == 66)
  }

  @Test("a sweep is made before and after it grows, and its first command leaves the table of all runs")
  func tables() throws {
    let old = try plan([.goal: "1,2"])
    #expect(try runner(old).run().done == 2)
    let new = try directory.extend(by: Settings([.seed: "1,2"]), lab: lab).new
    let summary = try runner(new).run()
    #expect(summary.total == 6 && summary.done == 6 && summary.failures.isEmpty)
    let table = try AtomicFile.read(directory.file("results.csv"))
    #expect(table.count { $0 == UInt8(ascii: "\n") } == 7)
    #expect(try runner(old).run().done == 2)
    #expect(try AtomicFile.read(directory.file("results.csv")) == table)
    #expect(try directory.plan() == new)
  }

  @Test("a manifest that grew before its head did is read, and the same extension completes it")
  func halfWay() throws {
    try directory.freeze(try plan([.goal: "1,2"]))
    let head = try AtomicFile.read(directory.file("sweep.json"))
    let new = try directory.extend(by: Settings([.seed: "1"]), lab: lab).new
    try AtomicFile.write(head, to: directory.file("sweep.json"))
    #expect(try directory.plan().runs == new.runs)
    #expect(try directory.extend(by: Settings([.seed: "1"]), lab: lab).new.runs == new.runs)
  }

  @Test("several processes that extend at once lose nothing")
  func concurrency() async throws {
    try directory.freeze(try plan([.goal: "1,2"]))
    try await withThrowingTaskGroup { group in
      for seed in 1...8 {
        group.addTask { [directory] in
          _ = try directory.extend(by: Settings([.seed: String(seed)]), lab: ToyLab())
        }
      }
      try await group.waitForAll()
    }
    let plan = try directory.plan()
    #expect(plan.runs.count == 18 && Set(plan.runs.map(\.runKey)).count == 18)
  }
}
