import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("A sweep that is chosen stage by stage has the same plan whatever interrupts it")
struct StagedSweepTests {
  private let folder: TemporaryFolder
  private let lab = ToyLab()

  init() throws {
    folder = try TemporaryFolder()
  }

  private func boundary(seeds: String = "0..2", level: Double = 7.2) throws -> Boundary<ToyLab> {
    // An answer is near its goal: it crosses the level where the goal does.
    try Boundary(
      SweepExpansion(Settings([.goal: "1..30", .rate: "0.5,0.75,0.9", .seed: seeds]), lab: lab), axis: .goal,
      measure: .named("answer", option: ""), level: level, probes: 3)
  }

  private func make(
    _ boundary: Boundary<ToyLab>, in output: String, name: String = "b", stopsAfter limit: Int = .max
  ) throws -> StagedSweep<ToyLab>.Outcome {
    let store = RunStore<ToyLab>(output: output)
    let sweep = try StagedSweep(name: name, question: boundary.question, axes: boundary.axes, store: store)
    var asked = 0
    return try sweep.make(boundary.chosen) { plan in
      try SweepRunner(
        plan: plan, store: store, launcher: InProcessLauncher(plan: plan, store: store, lab: lab), jobs: 1
      ).run(stopSignal: {
        asked += 1
        return asked > limit ? 2 : nil
      })
    }
  }

  private func table(_ output: String) throws -> [UInt8] {
    try AtomicFile.read("\(output)/sweeps/b/results.csv")
  }

  @Test(
    "stopped after any number of runs and made again it has the bytes of one that was not",
    arguments: [1, 30, 47, 60])
  func resumed(limit: Int) throws {
    let (first, second) = (folder.path("first"), folder.path("second"))
    guard case .complete(let known) = try make(boundary(), in: first) else {
      Issue.record("not complete")
      return
    }
    let crossings = try boundary().columns(known).map { $0.crossings.map(\.before.value) }
    #expect(crossings == [["7"], ["7"], ["7"]])
    guard case .interrupted = try make(boundary(), in: second, stopsAfter: limit) else {
      Issue.record("not interrupted")
      return
    }
    // What others have made meanwhile does not change the order either.
    let other = try SweepPlan(
      name: "other", settings: Settings([.goal: "8..12", .rate: "0.75", .seed: "0..2"]), lab: lab)
    let store = RunStore<ToyLab>(output: second)
    _ = try SweepRunner(
      plan: other, store: store, launcher: InProcessLauncher(plan: other, store: store, lab: lab), jobs: 1
    ).run()
    guard case .complete(let again) = try make(boundary(), in: second) else {
      Issue.record("not complete")
      return
    }
    #expect(again.keys.sorted() == known.keys.sorted())
    #expect(try table(first) == table(second))
  }

  @Test("more seeds are added behind, and the plan is read back with its question and axes")
  func seeds() throws {
    _ = try make(boundary(seeds: "0"), in: folder.path)
    let directory = SweepDirectory<ToyLab>(output: folder.path, name: "b")
    let old = try directory.plan()
    _ = try make(boundary(), in: folder.path)
    let new = try directory.plan()
    #expect(try new.question == boundary().question)
    #expect(Array(new.runs.prefix(old.runs.count)) == old.runs && new.runs.count == 3 * old.runs.count)
    #expect(new.axes.first { $0.key == .seed }?.values == ["0", "1", "2"])
    #expect(new.axes.first { $0.key == .goal }?.values.count == 30)
    let extended = try directory.extend(by: Settings([.seed: "3"]), lab: lab).new
    #expect(extended.question == new.question)
  }

  @Test("a name of another question, or of a sweep that has none, is refused and left as it is")
  func taken() throws {
    _ = try make(boundary(seeds: "0"), in: folder.path)
    let before = try table(folder.path)
    let error = #expect(throws: LabError.self) { try make(boundary(seeds: "0", level: 3), in: folder.path) }
    #expect(
      error?.exitCode == 78 && error?.description.contains("at 7.2 along goal") == true,
      "\(error?.description ?? "")")
    let plain = try SweepPlan(name: "p", settings: Settings([.goal: "1,2"]), lab: lab)
    try SweepDirectory<ToyLab>(output: folder.path, name: "p").freeze(plain)
    #expect(throws: LabError.self) { try make(boundary(), in: folder.path, name: "p") }
    #expect(throws: LabError.self) { try make(boundary(), in: folder.path, name: "a/b") }
    #expect(try table(folder.path) == before)
    #expect(try SweepDirectory<ToyLab>(output: folder.path, name: "p").plan() == plain)
  }

  @Test("a run that fails ends the stage, and its result is asked for again")
  func failed() throws {
    _ = try make(boundary(seeds: "0"), in: folder.path, stopsAfter: 1)
    let boundary = try boundary(seeds: "0")
    let key = boundary.chosen([:])[5].runKey
    let run = RunStore<ToyLab>(output: folder.path).directory(key)
    let state = folder.path("runs/\(key.prefix(2))/\(key)/state.safetensors")
    try AtomicFile.write("nonsense", to: state)
    guard run.record == nil, case .failed(let failures) = try make(boundary, in: folder.path) else {
      Issue.record("not failed")
      return
    }
    #expect(failures.map(\.runKey) == [key])
    try FileManager.default.removeItem(atPath: state)
    guard case .complete = try make(boundary, in: folder.path) else {
      Issue.record("not complete")
      return
    }
  }

  @Test("runs that an earlier call asked for may fail: what is needed now is what counts")
  func failuresOfOthers() throws {
    let output = folder.path("first")
    guard case .complete = try make(boundary(seeds: "0..3"), in: output) else {
      Issue.record("not complete")
      return
    }
    // A run of seed 3 is broken, and cannot be made again.
    let store = RunStore<ToyLab>(output: output)
    let plan = try SweepDirectory<ToyLab>(output: output, name: "b").plan()
    let broken = store.directory(try #require(plan.runs.first { $0.seed == 3 }).runKey)
    try FileManager.default.removeItem(atPath: broken.file("result.json"))
    try AtomicFile.write("nonsense", to: broken.file("state.safetensors"))
    guard case .failed(let failures) = try make(boundary(seeds: "0..3"), in: output) else {
      Issue.record("not failed")
      return
    }
    #expect(failures.map(\.runKey) == [broken.runKey])
    guard case .complete = try make(boundary(seeds: "0..2"), in: output) else {
      Issue.record("seeds 0 to 2 are all there")
      return
    }
  }
}
