import Foundation
import Logging
import Nets

/// Takes one experiment from its configuration to its record: claim, train, checkpoint, evaluate, write.
///
/// The files appear in this order: config.json, status.json, (metrics.csv, state.safetensors)*, model.safetensors,
/// metrics.csv, result.json. result.json comes last, so a run that has it has everything.
public struct RunExecutor {
  private let store: RunStore
  private let threads: Int
  private let checkpointInterval: TimeInterval

  /// Makes an executor.
  ///
  /// - Parameters:
  ///   - threads: how many share a run's arithmetic, at least 1; the run's files are the same bytes for any number.
  ///   - checkpointInterval: seconds between saved states; 60 by default, so that a crash costs a minute.
  public init(store: RunStore, threads: Int = 1, checkpointInterval: TimeInterval = 60) {
    self.store = store
    self.threads = threads
    self.checkpointInterval = checkpointInterval
  }

  /// Finishes a run, going on from its last state if there is one.
  ///
  /// - Parameters:
  ///   - waitsForOthers: whether to wait while another process is at this run, or to throw.
  ///   - shouldStop: asked at every step; true saves the state and returns.
  ///   - onProgress: called every few steps.
  /// - Throws: `LabError`; a failed run is marked so in its status.json, a diverged one is a result.
  public func run(
    _ experiment: Experiment, waitsForOthers: Bool = false, shouldStop: () -> Bool = { false },
    onProgress: (RunProgress) -> Void = { _ in }
  ) throws -> RunOutcome {
    let directory = store.directory(experiment.runKey)
    if let outcome = stored(directory) { return outcome }
    var found = try RunClaim(directory)
    while found == nil, waitsForOthers, !shouldStop() {
      usleep(500_000)
      if let outcome = stored(directory) { return outcome }
      found = try RunClaim(directory)
    }
    guard let claim = found else {
      if waitsForOthers { return .checkpointed(step: 0) }
      throw LabError.unavailable(
        what: "run \(experiment.runKey)",
        advice: "another process is computing it (see \(directory.file("status.json"))); wait for it to end")
    }
    // The one who held the claim may have finished it between the two looks.
    if let outcome = stored(directory) { return outcome }
    var attempt = RunAttempt(
      experiment: experiment, directory: directory, claim: claim, threads: threads)
    do {
      return try attempt.run(
        output: store.output, checkpointInterval: checkpointInterval, shouldStop: shouldStop,
        onProgress: onProgress)
    } catch {
      attempt.recordFailure("\(error)")
      throw error
    }
  }

  private func stored(_ directory: RunDirectory) -> RunOutcome? {
    guard let record = directory.record else { return nil }
    return .done(record, directory.status, wasStored: true)
  }
}

/// One process's go at a run.
private struct RunAttempt {
  let experiment: Experiment
  let directory: RunDirectory
  let claim: RunClaim
  let threads: Int
  private var status: RunStatus
  private var metrics = MetricsTable()
  private let log: Logger

  init(experiment: Experiment, directory: RunDirectory, claim: RunClaim, threads: Int) {
    self.experiment = experiment
    self.directory = directory
    self.claim = claim
    self.threads = threads
    let now = Self.timestamp()
    let earlier = directory.status
    status = RunStatus(
      state: .running, attempt: (earlier?.attempt ?? 0) + 1, host: RunClaim.host,
      pid: ProcessInfo.processInfo.processIdentifier, heartbeat: now, started: earlier?.started ?? now,
      seconds: earlier?.seconds ?? 0, steps: earlier?.steps ?? 0, message: nil)
    let path = directory.file("log.jsonl")
    log = Logger(label: "identity-lab.run") { _ in JSONLinesLogHandler(path: path) }
  }

  mutating func run(
    output: String, checkpointInterval: TimeInterval, shouldStop: () -> Bool,
    onProgress: (RunProgress) -> Void
  ) throws -> RunOutcome {
    let configuration = experiment.configuration
    Processor.flushDenormals()
    try AtomicFile.write(CanonicalJSON.pretty(configuration), to: directory.file("config.json"))
    let trainer = makeTrainer()
    let isResumed = try restore(trainer)
    status.steps = trainer.completedSteps
    if !isResumed { status.seconds = 0 }
    try write(status)
    log.info(
      isResumed ? "resumed" : "started",
      metadata: ["attempt": "\(status.attempt)", "step": "\(trainer.completedSteps)"])

    let result = try train(trainer, checkpointInterval, shouldStop, onProgress)
    if result.stopReason == .interrupted {
      try saveState(trainer)
      status.state = .checkpointed
      try write(status)
      log.info("checkpointed", metadata: ["step": "\(result.steps)"])
      return .checkpointed(step: result.steps)
    }
    return try finish(trainer, result, output: output)
  }

  mutating func recordFailure(_ message: String) {
    status.state = .failed
    status.message = message
    log.error("failed", metadata: ["reason": "\(message)"])
    // The error that is on its way to the user is worth more than one about this file.
    try? write(status)
  }

  private func makeTrainer() -> Trainer<Float> {
    let configuration = experiment.configuration
    let training = experiment.data.training
    let batchSize = configuration.batchSize ?? 1
    let seesAll = batchSize == training.count
    let network = Network(
      architecture: configuration.network, activation: configuration.activation,
      imageShape: configuration.imageShape, batchSize: batchSize,
      parameters: configuration.makeInitialParameters(), kernels: FastKernels(threads: threads),
      forTraining: true, inputIsFixed: seesAll)
    guard !seesAll else {
      return Trainer(
        network: network, configuration: configuration.training,
        inputs: training.standardized(configuration.normalize))
    }
    return Trainer(
      network: network, configuration: configuration.training,
      batches: ShuffledBatches(
        imageCount: training.count, imageSize: training.shape.count, batchSize: batchSize,
        key: RandomKey(seed: configuration.seed).deriving("batches"),
        writeImage: training.makeWriter(configuration.normalize)))
  }

  private mutating func restore(_ trainer: Trainer<Float>) throws -> Bool {
    let path = directory.file("state.safetensors")
    guard FileManager.default.fileExists(atPath: path) else { return false }
    let advice = "; delete the file to start the run again"
    do {
      try Checkpoint.restore(try directory.tensors("state.safetensors"), into: trainer)
    } catch let error as Checkpoint.MismatchError {
      throw LabError.badData(path: path, expected: error.expected, found: error.found + advice)
    } catch LabError.badData(_, let expected, let found) {
      throw LabError.badData(path: path, expected: expected, found: found + advice)
    }
    let text = String(decoding: try AtomicFile.read(directory.file("metrics.csv")), as: UTF8.self)
    metrics = MetricsTable(csv: text, before: trainer.completedSteps)
    return true
  }

  private mutating func train(
    _ trainer: Trainer<Float>, _ checkpointInterval: TimeInterval, _ shouldStop: () -> Bool,
    _ onProgress: (RunProgress) -> Void
  ) throws -> TrainingResult {
    let configuration = experiment.configuration
    let (firstStep, earlierSeconds) = (trainer.completedSteps, status.seconds)
    let clock = ContinuousClock()
    let start = clock.now
    var (lastSave, lastBeat) = (start, start)
    var saveError: (any Error)?
    let result = trainer.run(
      shouldStop: {
        let now = clock.now
        status.steps = trainer.completedSteps
        status.seconds = earlierSeconds + (now - start).seconds
        if (now - lastBeat).seconds > 5 {
          lastBeat = now
          try? write(status)
        }
        if (now - lastSave).seconds > checkpointInterval {
          lastSave = now
          do { try saveState(trainer) } catch { saveError = error }
        }
        return saveError != nil || shouldStop()
      },
      onMetrics: { row in
        metrics.append(row)
        let steps = row.step - firstStep + 1
        onProgress(
          RunProgress(
            step: row.step, steps: configuration.steps, epoch: experiment.epoch(atStep: row.step),
            loss: row.loss, tolerance: configuration.tolerance,
            millisecondsPerStep: (clock.now - start).seconds * 1000 / Double(steps)))
      })
    if let saveError { throw saveError }
    status.steps = result.steps
    status.seconds = earlierSeconds + (clock.now - start).seconds
    return result
  }

  /// Metrics first: rows that the state does not know of yet are dropped when it is read.
  private func saveState(_ trainer: Trainer<Float>) throws {
    try AtomicFile.write(metrics.csv, to: directory.file("metrics.csv"))
    try AtomicFile.write(Checkpoint.state(of: trainer).encoded(), to: directory.file("state.safetensors"))
  }

  private mutating func finish(
    _ trainer: Trainer<Float>, _ result: TrainingResult, output: String
  ) throws -> RunOutcome {
    let configuration = experiment.configuration
    let parameters = trainer.settledParameters()
    let model = SafetensorsFile(
      tensors: Checkpoint.tensors(of: parameters), metadata: ["identity-lab.runKey": experiment.runKey])
    try AtomicFile.write(model.encoded(), to: directory.file("model.safetensors"))
    try AtomicFile.write(metrics.csv, to: directory.file("metrics.csv"))
    let evaluation = experiment.evaluate(parameters, threads: threads)
    let record = RunRecord(
      runKey: experiment.runKey, directory: RunDirectory.relativePath(runKey: experiment.runKey),
      parameterCount: parameters.layout.count, steps: result.steps,
      finalLoss: result.finalLoss.isFinite ? result.finalLoss : nil, stopReason: result.stopReason,
      zone: evaluation.zone, evaluation: evaluation.evaluation, similarity: evaluation.similarity)
    try AtomicFile.write(CanonicalJSON.pretty(record), to: directory.file("result.json"))
    try? FileManager.default.removeItem(atPath: directory.file("state.safetensors"))
    status.state = .done
    try write(status)
    log.info(
      "done",
      metadata: [
        "step": "\(result.steps)", "loss": "\(result.finalLoss)",
        "stopReason": "\(result.stopReason.rawValue)",
        "seed": "\(configuration.seed)",
      ])
    return .done(record, status, wasStored: false)
  }

  private func write(_ status: RunStatus) throws {
    var status = status
    status.heartbeat = Self.timestamp()
    try AtomicFile.write(CanonicalJSON.pretty(status), to: directory.file("status.json"))
  }

  private static func timestamp() -> String {
    ISO8601DateFormatter().string(from: Date())
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
