import Foundation
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite struct RunExecutorTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ReconstructionLab>

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore<ReconstructionLab>(output: folder.path)
  }

  /// A net that trains in milliseconds.
  static func experiment(_ values: [SettingKey: String] = [:]) throws -> ReconstructionExperiment {
    let small: [SettingKey: String] = [
      .depth: "2", .width: "4", .kernelSize: "3", .size: "8", .steps: "30", .tolerance: "0",
    ]
    return try ReconstructionLab.builtIn()
      .makeExperiment(Settings(small.merging(values) { $1 }))
  }

  private func record(_ outcome: RunOutcome<ReconstructionRecord>) throws -> ReconstructionRecord {
    guard case .done(let record, _, _) = outcome else {
      throw LabError.usage("the run is not done: \(outcome)")
    }
    return record
  }

  private func bytes(_ store: RunStore<ReconstructionLab>, _ key: String, _ name: String) throws -> [UInt8] {
    try AtomicFile.read(store.directory(key).file(name))
  }

  @Test("a run leaves every file, and its record names its key and folder")
  func files() throws {
    let experiment = try Self.experiment()
    let record = try record(RunExecutor(store: store).run(experiment))
    let directory = store.directory(experiment.runKey)
    #expect(record.runKey == experiment.runKey)
    #expect(record.directory == "runs/\(experiment.runKey.prefix(2))/\(experiment.runKey)")
    #expect(record.parameterCount == 2 * 4 * 9)
    #expect(record.steps == 30 && record.stopReason == .stepLimit)
    #expect(record.evaluation.map(\.probe) == ProbeSource().families)
    #expect(directory.record == record)
    #expect(directory.status?.state == .done)
    #expect(try directory.configuration() == experiment.configuration)
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
    #expect(
      names == ["config.json", "log.jsonl", "metrics.csv", "model.safetensors", "result.json", "status.json"])
    let metrics = String(decoding: try bytes(store, experiment.runKey, "metrics.csv"), as: UTF8.self)
    #expect(
      metrics.split(separator: "\n").map { $0.prefix { $0 != "," } } == ["step", "0", "10", "20", "30"])
  }

  @Test("the stored weights give the record's numbers again")
  func evaluateAgain() throws {
    let experiment = try Self.experiment()
    let record = try record(RunExecutor(store: store).run(experiment))
    let evaluation = try EvaluationRequest().evaluate(
      store.directory(experiment.runKey), lab: ReconstructionLab.builtIn())
    #expect(evaluation.evaluation == record.evaluation)
    #expect(evaluation.similarity == record.similarity)
    #expect(evaluation.zone == record.zone)
  }

  @Test("a finished run is not computed again")
  func stored() throws {
    let experiment = try Self.experiment()
    let executor = RunExecutor(store: store)
    let first = try record(executor.run(experiment))
    guard case .done(let second, let status, let wasStored) = try executor.run(experiment) else {
      Issue.record("not done")
      return
    }
    #expect(wasStored && second == first && status?.attempt == 1)
  }

  @Test("a run with a result is done, whatever became of its status")
  func withoutStatus() throws {
    let experiment = try Self.experiment()
    let executor = RunExecutor(store: store)
    let first = try record(executor.run(experiment))
    try FileManager.default.removeItem(atPath: store.directory(experiment.runKey).file("status.json"))
    #expect(try executor.run(experiment) == .done(first, nil, wasStored: true))
  }

  @Test("a run on an image without contrast is evaluated again without a similarity curve")
  func evaluateConstant() throws {
    let experiment = try Self.experiment([.image: "pattern:constant", .steps: "1"])
    let record = try record(RunExecutor(store: store).run(experiment))
    let evaluation = try EvaluationRequest().evaluate(
      store.directory(experiment.runKey), lab: ReconstructionLab.builtIn())
    #expect(evaluation.evaluation == record.evaluation && evaluation.similarity.isEmpty)
  }

  @Test("a threshold that is no correlation is refused", arguments: [0, -0.5, 1.5, .nan] as [Double])
  func evaluateThreshold(threshold: Double) throws {
    let experiment = try Self.experiment([.steps: "0"])
    _ = try RunExecutor(store: store).run(experiment)
    let error = #expect(throws: LabError.self) {
      try EvaluationRequest(zoneThreshold: threshold).evaluate(
        store.directory(experiment.runKey), lab: ReconstructionLab.builtIn())
    }
    #expect(error?.exitCode == 78)
  }

  @Test(
    "images and nets of the smallest and oddest sizes run",
    arguments: [
      [.size: "1"], [.size: "1", .architecture: "fcn"], [.size: "1x7"], [.kernelSize: "4"],
      [.kernelSize: "57", .width: "1"], [.architecture: "resnet", .depth: "2"],
      [.architecture: "resnet-conv", .depth: "2"], [.depth: "1"], [.image: "pattern:constant"],
    ] as [[SettingKey: String]])
  func oddSizes(settings: [SettingKey: String]) throws {
    let experiment = try Self.experiment(settings.merging([.steps: "2"]) { $1 })
    #expect(try record(RunExecutor(store: store).run(experiment)).steps == 2)
  }

  @Test(
    "interrupted and resumed gives the bytes of an uninterrupted run", arguments: [1, 7, 10, 29],
    [
      [:], [.optimizer: "adam", .clipNorm: "0.5"], [.image: "builtin:7+builtin:4"],
      [.image: "builtin:digits/10", .batchSize: "3"],
      [.image: "builtin:digits/10", .batchSize: "1", .architecture: "fcn"],
    ] as [[SettingKey: String]])
  func resume(step: Int, settings: [SettingKey: String]) throws {
    let experiment = try Self.experiment(settings)
    let other = RunStore<ReconstructionLab>(output: folder.path("uninterrupted"))
    _ = try RunExecutor(store: other).run(experiment)
    var calls = 0
    let outcome = try RunExecutor(store: store).run(
      experiment,
      shouldStop: {
        calls += 1
        return calls > step
      })
    #expect(outcome == .checkpointed(step: step))
    #expect(store.directory(experiment.runKey).status?.state == .checkpointed)
    #expect(store.directory(experiment.runKey).record == nil)
    _ = try RunExecutor(store: store).run(experiment)
    #expect(store.directory(experiment.runKey).status?.attempt == 2)
    for name in ["config.json", "metrics.csv", "model.safetensors", "result.json"] {
      #expect(try bytes(store, experiment.runKey, name) == bytes(other, experiment.runKey, name), "\(name)")
    }
  }

  @Test("a process that dies between two saves loses only what came after the last one")
  func crash() throws {
    let experiment = try Self.experiment()
    let directory = store.directory(experiment.runKey)
    // Saves at every step; the last state is that of step 12.
    var calls = 0
    _ = try RunExecutor(store: store, checkpointInterval: 0).run(
      experiment,
      shouldStop: {
        calls += 1
        return calls > 12
      })
    // A crash leaves "running" and a claim of a process that is gone.
    try AtomicFile.write(
      "999999999 \(RunClaim.host) \(RunClaim.processNamespace)\n", to: directory.file("claim"))
    let record = try record(RunExecutor(store: store).run(experiment))
    let other = RunStore<ReconstructionLab>(output: folder.path("whole"))
    _ = try RunExecutor(store: other).run(experiment)
    #expect(record == other.directory(experiment.runKey).record)
  }

  @Test("a run on several images says which of them its outputs are like")
  func severalImages() throws {
    let experiment = try Self.experiment([.image: "builtin:7+builtin:4", .steps: "3"])
    var epochs: [Double?] = []
    let record = try record(
      RunExecutor(store: store).run(experiment, onProgress: { epochs.append($0.epoch) }))
    for score in record.evaluation { #expect(score.correlationWithEach?.count == 2) }
    #expect(record.score(of: .training)?.count == 2)
    #expect(!epochs.isEmpty && epochs.allSatisfy { $0 == nil })
    let stored = try EvaluationRequest().evaluate(
      store.directory(experiment.runKey), lab: ReconstructionLab.builtIn())
    #expect(stored.evaluation == record.evaluation)
  }

  @Test("a run on a whole set has no constant, and tells its epochs")
  func wholeSet() throws {
    let experiment = try Self.experiment([.image: "builtin:digits/20", .batchSize: "4"])
    var epochs: [Double?] = []
    let record = try record(
      RunExecutor(store: store).run(experiment, onProgress: { epochs.append($0.epoch) }))
    for score in record.evaluation { #expect(score.correlationWithEach == nil) }
    #expect(epochs == [0, 2, 4, 6])
  }

  @Test("divergence is a result")
  func divergence() throws {
    let experiment = try Self.experiment([.learningRate: "1e6", .initializerGain: "10"])
    let record = try record(RunExecutor(store: store).run(experiment))
    #expect(record.stopReason == .diverged && record.outcome == .diverged && record.zone == nil)
    #expect(record.steps < 30)
  }

  @Test("only a fitted net of an image with contrast has a zone")
  func outcomes() throws {
    func record(_ values: [SettingKey: String]) throws -> ReconstructionRecord {
      try self.record(RunExecutor(store: store).run(Self.experiment(values)))
    }
    let fitted = try record([.tolerance: "0.01", .steps: "3000"])
    #expect(fitted.outcome == .fitted && fitted.stopReason == .tolerance && fitted.zone != nil)
    #expect(try #require(fitted.initialLoss) > 0.01)
    let descending = try record([.steps: "3000", .tolerance: "1e-12", .schedule: "constant"])
    #expect(descending.outcome == .descending && descending.zone == nil && !descending.evaluation.isEmpty)
    // The first step of such a rate kills every unit: the answer is nothing, and the loss that of nothing.
    let dead = try record([.learningRate: "100", .depth: "5", .steps: "100"])
    #expect(dead.outcome == .plateau || dead.outcome == .diverged)
    #expect(dead.zone == nil)
    let plateau = try record([.depth: "20", .tolerance: "1e-4"])
    #expect(plateau.outcome == .plateau && plateau.zone == nil)
    let flat = try record([.image: "pattern:constant", .tolerance: "0.9", .steps: "3000"])
    #expect(flat.outcome == .fitted && flat.zone == nil)
  }

  @Test("no steps write the untrained net")
  func untrained() throws {
    let experiment = try Self.experiment([.steps: "0"])
    let record = try record(RunExecutor(store: store).run(experiment))
    #expect(record.steps == 0)
    let weights = try store.directory(experiment.runKey).weights(experiment.configuration)
    #expect(weights.values.array == experiment.configuration.makeInitialParameters().values.array)
  }

  @Test(
    "a run that another living process is at is left alone, and waited for only until someone asks to stop")
  func claimed() throws {
    let experiment = try Self.experiment()
    let claim = try #require(try RunClaim(store.directory(experiment.runKey)))
    #expect(try RunExecutor(store: store).run(experiment) == .held)
    #expect(
      try RunExecutor(store: store).run(experiment, waitsForOthers: true, shouldStop: { true }) == .held)
    #expect(store.directory(experiment.runKey).record == nil)
    withExtendedLifetime(claim) {}
  }

  @Test("a broken state is refused with the way out, and the run is marked failed")
  func brokenState() throws {
    let experiment = try Self.experiment()
    let directory = store.directory(experiment.runKey)
    try AtomicFile.write("nonsense", to: directory.file("state.safetensors"))
    let error = #expect(throws: LabError.self) { try RunExecutor(store: store).run(experiment) }
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains("delete the file") == true)
    #expect(directory.status?.state == .failed)
    #expect(directory.status?.message?.isEmpty == false)
  }

  @Test("a result of another run does not count")
  func foreignResult() throws {
    let experiment = try Self.experiment()
    let executor = RunExecutor(store: store)
    let record = try record(executor.run(experiment))
    let directory = store.directory(experiment.runKey)
    let text = CanonicalJSON.pretty(record).replacing(record.runKey, with: "0123456789abcdef")
    try AtomicFile.write(text, to: directory.file("result.json"))
    #expect(directory.record == nil)
    try AtomicFile.write("{", to: directory.file("result.json"))
    #expect(directory.record == nil)
    #expect(try self.record(executor.run(experiment)) == record)
  }
}
