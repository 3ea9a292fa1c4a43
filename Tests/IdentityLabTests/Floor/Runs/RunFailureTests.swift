import Foundation
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite("A run that fails says so and loses nothing")
struct RunFailureTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ReconstructionLab>

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore<ReconstructionLab>(output: folder.path)
  }

  @Test("a folder that cannot be made is an error by its name")
  func noFolder() throws {
    let file = try folder.file("file", [])
    let experiment = try RunExecutorTests.experiment()
    let error = #expect(throws: LabError.self) {
      try RunExecutor(store: RunStore<ReconstructionLab>(output: file)).run(experiment)
    }
    #expect(error?.exitCode == 73 && error?.description.contains(file) == true)
  }

  @Test(
    "a file that cannot be written marks the run failed, with the reason",
    arguments: ["metrics.csv", "model.safetensors"])
  func unwritable(name: String) throws {
    let experiment = try RunExecutorTests.experiment()
    let directory = store.directory(experiment.runKey)
    // A folder in a file's place stands for every reason why it cannot be replaced.
    try FileManager.default.createDirectory(
      atPath: directory.file(name) + "/in the way", withIntermediateDirectories: true)
    let error = #expect(throws: LabError.self) { try RunExecutor(store: store).run(experiment) }
    #expect(error.map { [73, 74].contains($0.exitCode) } == true)
    #expect(directory.state == .failed && directory.record == nil)
    #expect(directory.status?.message?.contains(name) == true)
    try FileManager.default.removeItem(atPath: directory.file(name))
    guard case .done(_, let status, wasStored: false) = try RunExecutor(store: store).run(experiment) else {
      Issue.record("not done")
      return
    }
    #expect(status?.attempt == 2 && status?.message == nil)
  }

  @Test("a full disk in the middle of training marks the run failed; the same command then ends it")
  func fullDisk() throws {
    let experiment = try RunExecutorTests.experiment()
    let directory = store.directory(experiment.runKey)
    let metrics = directory.file("metrics.csv")
    var asked = 0
    let error = #expect(throws: LabError.self) {
      try RunExecutor(store: store, checkpointInterval: 0).run(
        experiment,
        shouldStop: {
          asked += 1
          if asked == 15 {
            try? FileManager.default.removeItem(atPath: metrics)
            try? FileManager.default.createSymbolicLink(atPath: metrics, withDestinationPath: "/dev/full")
          }
          return false
        })
    }
    #expect(error?.exitCode == 74)
    #expect(directory.state == .failed)
    try FileManager.default.removeItem(atPath: metrics)
    try AtomicFile.write("", to: metrics)
    guard case .done(let record, _, wasStored: false) = try RunExecutor(store: store).run(experiment) else {
      Issue.record("not done")
      return
    }
    let whole = RunStore<ReconstructionLab>(output: folder.path("whole"))
    _ = try RunExecutor(store: whole).run(experiment)
    #expect(whole.directory(experiment.runKey).record == record)
  }

  @Test("the state of another net is refused with the way out, and stays where it is")
  func foreignState() throws {
    let (experiment, other) = (
      try RunExecutorTests.experiment(), try RunExecutorTests.experiment([.width: "5"])
    )
    var asked = 0
    _ = try RunExecutor(store: store).run(
      other,
      shouldStop: {
        asked += 1
        return asked > 10
      })
    let state = try AtomicFile.read(store.directory(other.runKey).file("state.safetensors"))
    let directory = store.directory(experiment.runKey)
    try AtomicFile.makeFolders(directory.path, for: directory.path)
    try Data(state).write(to: URL(fileURLWithPath: directory.file("state.safetensors")))
    try AtomicFile.write("step,loss\n", to: directory.file("metrics.csv"))
    let error = #expect(throws: LabError.self) { try RunExecutor(store: store).run(experiment) }
    #expect(error?.exitCode == 65 && error?.description.contains("delete the file") == true)
    #expect(directory.state == .failed)
    #expect(try AtomicFile.read(directory.file("state.safetensors")) == state)
    #expect(try AtomicFile.read(directory.file("metrics.csv")) == Array("step,loss\n".utf8))
    try FileManager.default.removeItem(atPath: directory.file("state.safetensors"))
    #expect(throws: Never.self) { try RunExecutor(store: store).run(experiment) }
  }

  @Test("a damaged status is none: attempts are counted anew", arguments: [Int.max, -1])
  func damagedStatus(attempt: Int) throws {
    let experiment = try RunExecutorTests.experiment([.steps: "1"])
    let directory = store.directory(experiment.runKey)
    let status = RunStatus(
      state: .failed, attempt: attempt, host: "", pid: 1, heartbeat: "", started: "", seconds: 1e308,
      steps: 1,
      message: nil, instructionSet: nil)
    try AtomicFile.write(CanonicalJSON.pretty(status), to: directory.file("status.json"))
    #expect(directory.status == nil)
    _ = try RunExecutor(store: store).run(experiment)
    #expect(directory.status?.attempt == 1)
  }

  @Test("a net that diverged to numbers that are none is evaluated, and every answer can be written")
  func notFinite() throws {
    let experiment = try RunExecutorTests.experiment([
      .architecture: "fcn", .depth: "1", .size: "4", .learningRate: "1e300", .steps: "50",
    ])
    _ = try RunExecutor(store: store).run(experiment)
    let (directory, lab) = (store.directory(experiment.runKey), ReconstructionLab.builtIn())
    #expect(directory.record?.stopReason == .diverged)
    #expect(try directory.distanceFromTheorem1(lab: lab) == nil)
    let evaluation = try EvaluationRequest().evaluate(directory, lab: lab)
    #expect(CanonicalJSON.compact(evaluation).contains("null"))
    for study in [LayerScales(), LayerScales(isUntrained: true)] {
      let value = try directory.value(of: study, lab: lab)
      #expect(value.sizes.allSatisfy { $0?.isFinite ?? true })
    }
    // There is nothing to be alike.
    #expect(throws: LabError.self) {
      try directory.value(of: LayerErrors(trainImages: 20, testImages: 10), lab: lab)
    }
    let errors = try directory.value(
      of: LayerErrors(isUntrained: true, trainImages: 20, testImages: 10), lab: lab)
    #expect(errors.layers.allSatisfy { $0.rate?.isFinite == true })
    let run = try ReconstructionRun(experiment.configuration, store: store)
    let context = ReconstructionContext(
      heading: FigureHeading(title: "t", subtitle: "s", source: "s"), runs: [run],
      admitted: [.fitted, .diverged], lab: lab)
    for kind in ReconstructionPicture.allCases
    where ![.theorem2, .sizes, .sizeCurves, .layerError, .diffusion, .attractors, .iterates].contains(kind) {
      #expect(throws: Never.self, "\(kind)") { try kind.draw(context).render(format: .svg) }
    }
    // Nothing comes of a net again and again that answers with no number.
    for kind in [ReconstructionPicture.attractors, .iterates] {
      #expect(throws: LabError.self, "\(kind)") { try kind.draw(context).render(format: .svg) }
    }
  }
}
