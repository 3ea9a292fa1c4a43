import Foundation
import Nets
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import MemorisationLab

@Suite("Runs of classifiers")
struct MemorisationRunTests {
  private let folder: TemporaryFolder
  private let store: RunStore<MemorisationLab>
  private let lab = MemorisationLab.builtIn()

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore<MemorisationLab>(output: folder.path)
  }

  private func record(_ outcome: RunOutcome<MemorisationRecord>) throws -> MemorisationRecord {
    guard case .done(let record, _, _) = outcome else {
      throw LabError.usage("the run is not done: \(outcome)")
    }
    return record
  }

  private func run(_ values: [SettingKey: String], threads: Int = 1) throws -> MemorisationRecord {
    try record(RunExecutor(store: store, threads: threads).run(lab.experiment(values)))
  }

  /// The files of a run whose bytes must not depend on how it came about.
  private func files(_ store: RunStore<MemorisationLab>, _ key: String) throws -> [[UInt8]] {
    try ["metrics.csv", "model.safetensors", "result.json", "config.json"].map { name in
      try AtomicFile.read(store.directory(key).file(name))
    }
  }

  /// Settings in which everything is random that can be.
  static let everything: [SettingKey: String] = [
    .labels: "0.5", .inputs: "0.25", .dropout: "0.3", .batchNorm: "full", .crop: "random", .inputNoise: "0.1",
    .adversarial: "0.05", .weightDecay: "1e-3", .validation: "11", .patience: "3", .batchSize: "9",
    .epochs: "4",
  ]

  @Test("a run has a row for its start and one for every epoch, and a record of the last")
  func rows() throws {
    let values: [SettingKey: String] = [.labels: "0.5", .validation: "12", .stopFitted: "no"]
    let record = try run(values)
    let run = try FinishedRun(lab.configuration(values), store: store)
    let names = try FileManager.default.contentsOfDirectory(atPath: run.directory.path)
    #expect(
      names.sorted() == [
        "config.json", "log.jsonl", "metrics.csv", "model.safetensors", "result.json", "status.json",
      ])
    let table = try EpochTable(of: run)
    #expect(table.steps == [0, 3, 6, 9] && table.epochs == [0, 1, 2, 3])
    #expect(record.steps == 9 && record.epochs == 3 && record.stopReason == .stepLimit)
    for (column, value) in [
      (MetricColumn.trainLoss, record.finalLoss), (.trainAccuracy, record.trainAccuracy),
      (.cleanAccuracy, record.cleanAccuracy), (.corruptedAccuracy, record.corruptedAccuracy),
      (.validationAccuracy, record.validationAccuracy), (.testAccuracy, record.testAccuracy),
    ] { #expect(table[column].last == value && value != nil) }
    #expect(record.trainCount == 48 && record.validationCount == 12 && record.testCount == 20)
    #expect(record.parameterCount == 49 * 8 + 8 + 8 * 10 + 10)
    let clean = Double(48 - record.relabelledCount)
    let share =
      ((record.cleanAccuracy ?? 0) * clean
        + (record.corruptedAccuracy ?? 0) * Double(record.relabelledCount)) / 48
    #expect(abs(share - (record.trainAccuracy ?? 0)) < 1e-12)
    #expect(run.directory.record == record)
  }

  @Test("training ends where no training image is wrong, or goes on where that is asked for")
  func fitted() throws {
    let values: [SettingKey: String] = [.net: "mlp:1x64", .epochs: "200", .learningRate: "0.1"]
    let record = try run(values)
    #expect(record.outcome == .fitted && record.stopReason == .tolerance && record.trainAccuracy == 1)
    #expect(record.epochsToFit == record.epochs && record.stepsToFit == record.steps && record.epochs < 200)
    let longer = try run(values.merging([.stopFitted: "no", .epochs: "60"]) { $1 })
    #expect(longer.epochs == 60 && longer.stepsToFit == record.stepsToFit && longer.outcome == .fitted)
  }

  @Test("random labels are fitted too, of which nothing is known of the test set")
  func randomLabels() throws {
    let record = try run([
      .net: "mlp:2x64", .epochs: "300", .learningRate: "0.1", .labels: "1", .rateDecay: "1",
    ])
    #expect(record.outcome == .fitted && record.corruptedAccuracy == 1)
    #expect((record.testAccuracy ?? 1) < 0.5)
  }

  @Test("patience ends a training whose validation accuracy grows no more")
  func patience() throws {
    let record = try run([
      .labels: "1", .validation: "20", .patience: "2", .epochs: "200", .net: "mlp:1x32",
    ])
    #expect(record.stopReason == .patience)
    #expect(record.bestEpoch.map { record.epochs - $0 } == 2)
    #expect((record.bestValidationAccuracy ?? 0) >= (record.validationAccuracy ?? 1))
  }

  @Test("a rate that is too high diverges, which is a result without accuracies")
  func diverged() throws {
    let record = try run([.learningRate: "1e30", .net: "mlp:2x8"])
    #expect(record.outcome == .diverged && record.stopReason == .diverged)
    #expect(record.trainAccuracy == nil && record.testAccuracy == nil && record.finalLoss == nil)
    #expect(store.directory(record.runKey).record == record)
  }

  @Test(
    "a run that is stopped anywhere and gone on with has the bytes of one that was not",
    arguments: [
      ("mlp:2x8", everything), ("mlp:1x8", [.optimizer: "adam", .labels: "1"]), ("ioc:2x6", [.inputs: "1"]),
      ("cnn:1x3", [.batchNorm: "shift", .dropout: "0.5", .pixels: "random"]),
    ])
  func resumed(net: String, values: [SettingKey: String]) throws {
    let values = values.merging([.net: net]) { $1 }
    let experiment = try lab.experiment(values)
    _ = try record(RunExecutor(store: store).run(experiment))
    let other = try TemporaryFolder()
    let interrupted = RunStore<MemorisationLab>(output: other.path)
    var attempts = 0
    while interrupted.directory(experiment.runKey).record == nil, attempts < 100 {
      var questions = 0
      _ = try RunExecutor(store: interrupted).run(lab.experiment(values)) {
        questions += 1
        return questions > 3
      }
      attempts += 1
    }
    #expect(attempts > 2)
    #expect(try files(interrupted, experiment.runKey) == files(store, experiment.runKey))
  }

  @Test("any number of threads gives the same bytes", arguments: [2, 3])
  func threads(count: Int) throws {
    let key = try run(Self.everything).runKey
    let other = try TemporaryFolder()
    let store = RunStore<MemorisationLab>(output: other.path)
    _ = try RunExecutor(store: store, threads: count).run(lab.experiment(Self.everything))
    #expect(try files(store, key) == files(self.store, key))
  }

  @Test("the seed decides")
  func seeds() throws {
    let (one, other) = (try run(Self.everything), try run(Self.everything.merging([.seed: "1"]) { $1 }))
    #expect(one.finalLoss != other.finalLoss && one.runKey != other.runKey)
  }

  @Test("a state that no such training can have come to is refused, and nothing is changed")
  func damagedStates() throws {
    let experiment = try lab.experiment(Self.everything)
    let session = try experiment.makeSession(threads: 1)
    var questions = 0
    _ = session.run(
      shouldStop: {
        questions += 1
        return questions > 8
      }, onRow: { _ in })
    let state = session.state
    let fresh = try experiment.makeSession(threads: 1)
    let history = try #require(state.metadata["epochs"])
    for (name, text) in [
      ("epochs", nil), ("epochs", "{}"),
      ("epochs", history.replacing("\"batchCount\":", with: "\"batchCount\":1")),
      ("epochs", history.replacing("\"lossSum\":", with: "\"lossSum\":-")), ("step", "7"), ("step", nil),
      ("step", "100000"), ("step", "-1"),
    ] {
      var damaged = state
      damaged.metadata[name] = text
      #expect(throws: Checkpoint.MismatchError.self, "\(name): \(text ?? "none")") {
        try fresh.restore(damaged)
      }
      #expect(fresh.completedSteps == 0 && fresh.history == EpochHistory())
    }
    try fresh.restore(state)
    #expect(fresh.completedSteps == 8 && fresh.history == session.history)
  }

  @Test("data that are not those of the run are refused")
  func otherData() throws {
    var configuration = try lab.configuration()
    configuration.dataDigest = String(repeating: "0", count: 64)
    let error = #expect(throws: LabError.self) { try lab.makeExperiment(configuration) }
    #expect(error?.exitCode == 65)
  }

  @Test("progress says epoch, loss and, once they are known, both accuracies")
  func progress() throws {
    var seen: [RunProgress] = []
    _ = try RunExecutor(store: store).run(lab.experiment([.epochs: "2"]), onProgress: { seen.append($0) })
    #expect(seen.contains { $0.remarks.count == 2 && $0.remarks[0].hasPrefix("train ") })
    #expect(seen.last?.epoch.map { Int($0) } == 2 && seen.last?.remarks[1].hasSuffix("%") == true)
    #expect(seen.allSatisfy { $0.loss.isFinite })
  }
}
