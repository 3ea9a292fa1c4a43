import Foundation
import Nets
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite("Weights saved in the course of a training")
struct SnapshotTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ToyLab>
  private let lab = ToyLab()
  private let experiment: ToyLab.Experiment
  private let directory: RunDirectory<ToyLab>
  private let plan = SnapshotPlan.logarithmic(5)

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
    experiment = lab.makeExperiment(
      try lab.makeConfiguration(Settings([.goal: "3", .steps: "200", .rate: "0.01"])))
    directory = store.directory(experiment.runKey)
  }

  /// The run without snapshots, in another store.
  private func plain() throws -> RunDirectory<ToyLab> {
    let other = RunStore<ToyLab>(output: folder.path("plain"))
    _ = try RunExecutor(store: other).run(experiment)
    return other.directory(experiment.runKey)
  }

  private func bytes(_ steps: [Int]) throws -> [[UInt8]] {
    try steps.map { try AtomicFile.read(directory.file(RunDirectory<ToyLab>.snapshotName($0))) }
  }

  private func expectSameResults(_ other: RunDirectory<ToyLab>) throws {
    for name in ["config.json", "result.json", "metrics.csv", "model.safetensors"] {
      #expect(try AtomicFile.read(directory.file(name)) == AtomicFile.read(other.file(name)), "\(name)")
    }
  }

  @Test("they are those of the plan, the last is the model, and no result depends on them")
  func training() throws {
    _ = try RunExecutor(store: store, snapshots: plan).run(experiment)
    #expect(directory.snapshotSteps == plan.steps(endingAt: 200))
    #expect(directory.snapshotSteps.count == 6 && directory.snapshotSteps.contains(200))
    let model = try AtomicFile.read(directory.file("model.safetensors"))
    #expect(try bytes([200]) == [model])
    #expect(directory.snapshotBytes(at: 200) == model.count && directory.snapshotBytes(at: 7) == 0)
    let session = experiment.makeSession(threads: 1)
    #expect(try directory.snapshot(at: 0).tensors == session.model)
    _ = session.run(shouldStop: { session.completedSteps == 1 }, onRow: { _ in })
    #expect(try directory.snapshot(at: 1).tensors == session.model)
    try expectSameResults(plain())
  }

  @Test("a training that is stopped and gone on with leaves the same ones", arguments: [0, 1, 5, 90, 199])
  func resumed(step: Int) throws {
    let executor = RunExecutor(store: store, snapshots: plan)
    var asked = 0
    _ = try executor.run(
      experiment,
      shouldStop: {
        asked += 1
        return asked > step
      })
    // What a process left that was killed after its state was saved.
    try AtomicFile.write(
      "x", to: directory.file("snapshots/\(plan.candidate(from: step + 1) ?? 0).safetensors"))
    _ = try executor.run(experiment)
    let steps = directory.snapshotSteps
    let found = try bytes(steps)
    #expect(steps == plan.steps(endingAt: 200))
    try FileManager.default.removeItem(atPath: directory.path)
    _ = try executor.run(experiment)
    #expect(try bytes(steps) == found)
  }

  @Test("a stored run is trained again for those that are missing, and is otherwise what it was")
  func again() throws {
    _ = try RunExecutor(store: store, snapshots: .steps([0, 50])).run(experiment)
    let status = try AtomicFile.read(directory.file("status.json"))
    let maker = SnapshotMaker(directory)
    let steps = plan.steps(endingAt: 200)
    #expect(maker.missing([0, 7, 50]) == [7])
    #expect(try maker.make(steps, of: experiment.configuration, lab: lab))
    #expect(directory.snapshotSteps == Set(steps + [50]).sorted())
    try expectSameResults(plain())
    #expect(try AtomicFile.read(directory.file("status.json")) == status)
    #expect(!FileManager.default.fileExists(atPath: directory.file("snapshots/again")))
    let made = try bytes(steps)
    try FileManager.default.removeItem(atPath: directory.path)
    _ = try RunExecutor(store: store, snapshots: plan).run(experiment)
    #expect(try bytes(steps) == made)
  }

  @Test(
    "that can be stopped and gone on with, for the same steps or others", arguments: [[3, 120], [60, 120]])
  func againInParts(second: [Int]) throws {
    _ = try RunExecutor(store: store).run(experiment)
    let maker = SnapshotMaker(directory)
    var asked = 0
    let isMade = try maker.make(
      [3, 120], of: experiment.configuration, lab: lab,
      shouldStop: {
        asked += 1
        return asked > 80
      })
    #expect(!isMade && directory.snapshotSteps.isEmpty)
    #expect(directory.state == .done)
    var rows: [Int] = []
    #expect(
      try maker.make(second, of: experiment.configuration, lab: lab, onProgress: { rows.append($0.step) }))
    #expect(directory.snapshotSteps == second)
    // Weights before the saved state that were not asked for then are made from the start.
    #expect(rows.first == (second[0] == 3 ? 80 : 0))
  }

  @Test("a run whose weights training does not give again gets none")
  func otherWeights() throws {
    _ = try RunExecutor(store: store).run(experiment)
    let path = directory.file("model.safetensors")
    var model = try AtomicFile.read(path)
    model[model.count - 1] ^= 1
    try AtomicFile.write(model, to: path)
    let error = #expect(throws: LabError.self) {
      try SnapshotMaker(directory).make([5], of: experiment.configuration, lab: lab)
    }
    #expect(error?.exitCode == 65 && error?.description.contains("class of processor") == true)
    #expect(directory.snapshotSteps.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: directory.file("snapshots/again")))
  }

  @Test("steps behind the run's last, runs that are not done, and more than a disk holds are refused")
  func refusals() throws {
    let maker = SnapshotMaker(directory)
    func make(_ steps: [Int]) -> LabError? {
      #expect(throws: LabError.self) { try maker.make(steps, of: experiment.configuration, lab: lab) }
    }
    #expect(make([1])?.exitCode == 78)
    _ = try RunExecutor(store: store).run(experiment)
    #expect(make([201])?.description.contains("after 200") == true)
    #expect(
      throws: LabError.badConfiguration(
        key: "snapshots", found: "9 snapshots of \(Int(Int32.max) * 1000) MB in all",
        expected: "at most 0 MB, which are free on the disk of /proc")
    ) {
      // A file system of no room at all.
      try DiskSpace.require(
        Int(Int32.max) * 1_000_000_000, at: "/proc", for: "9 snapshots", key: "snapshots")
    }
    let many = lab.makeExperiment(try lab.makeConfiguration(Settings([.steps: "20000"])))
    let error = #expect(throws: LabError.self) {
      try RunExecutor(store: store, snapshots: .every(1)).run(many)
    }
    #expect(error?.exitCode == 78 && error?.description.contains("every:1") == true)
  }

  @Test("files of other names are no snapshots")
  func names() throws {
    for name in [
      "1", "x.safetensors", "007.safetensors", "-1.safetensors", "4.safetensors", "+5.safetensors",
    ] {
      try AtomicFile.write("", to: directory.file("snapshots/" + name))
    }
    #expect(directory.snapshotSteps == [4])
  }
}
