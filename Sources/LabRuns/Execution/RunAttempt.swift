import Foundation
import LabBase
import Logging
import Nets

/// One process's go at a run.
struct RunAttempt<L: Lab> {
  private let experiment: L.Experiment
  private let directory: RunDirectory<L>
  private let claim: RunClaim
  private let threads: Int
  private let plan: SnapshotPlan?
  private let log: Logger
  private var status: RunStatus
  /// What the attempt before has left.
  private let earlier: RunStatus?
  private var metrics: MetricsFile
  private var snapshots: SnapshotRecorder<L>?

  init(
    experiment: L.Experiment, directory: RunDirectory<L>, claim: RunClaim, threads: Int,
    snapshots: SnapshotPlan?
  ) {
    self.experiment = experiment
    self.directory = directory
    self.claim = claim
    self.threads = threads
    plan = snapshots
    let now = Self.timestamp()
    let earlier = directory.status
    self.earlier = earlier
    status = RunStatus(
      lab: L.name, state: .running, attempt: (earlier?.attempt ?? 0) + 1, host: RunClaim.host,
      pid: ProcessInfo.processInfo.processIdentifier, heartbeat: now, started: earlier?.started ?? now,
      seconds: earlier?.seconds ?? 0, steps: earlier?.steps ?? 0, message: nil,
      instructionSet: Processor.instructionSet)
    metrics = MetricsFile(
      path: directory.file("metrics.csv"), columns: L.Experiment.Session.metricColumns)
    let path = directory.file("log.jsonl")
    JSONLinesLogHandler.shorten(path)
    log = Logger(label: "identity-lab.run") { _ in JSONLinesLogHandler(path: path) }
  }

  mutating func run(
    checkpointInterval: TimeInterval, shouldStop: () -> Bool, onProgress: (RunProgress) -> Void
  ) throws -> RunOutcome<L.Record> {
    Processor.flushDenormals()
    if let name = try directory.setDamagedRecordAside() {
      log.warning("result.json was no record of this run", metadata: ["kept as": "\(name)"])
    }
    try AtomicFile.write(CanonicalJSON.pretty(experiment.configuration), to: directory.file("config.json"))
    if let output = directory.output { try experiment.keepInputs(below: output) }
    let session = try experiment.makeSession(threads: threads)
    let isResumed = try restore(session)
    if isResumed { noteInstructionSet() }
    snapshots = try plan.map { plan in
      try SnapshotRecorder(
        plan, directory: directory, session: session, steps: experiment.configuration.steps)
    }
    status.steps = session.completedSteps
    if !isResumed { status.seconds = 0 }
    try write(status)
    log.info(
      isResumed ? "resumed" : "started",
      metadata: ["attempt": "\(status.attempt)", "step": "\(session.completedSteps)"])

    let result = try train(session, checkpointInterval, shouldStop, onProgress)
    if result.stopReason == .interrupted {
      try saveState(session)
      status.state = .checkpointed
      try write(status)
      log.info("checkpointed", metadata: ["step": "\(result.steps)"])
      return .checkpointed(step: result.steps)
    }
    return try finish(session, result)
  }

  mutating func recordFailure(_ message: String) {
    status.state = .failed
    status.message = message
    log.error("failed", metadata: ["reason": "\(message)"])
    // The error that is on its way to the user is worth more than one about this file.
    try? write(status)
  }

  /// Marks a run that goes on from a state which other instructions have made.
  private mutating func noteInstructionSet() {
    let sets = (earlier?.earlierInstructionSets ?? []) + [earlier?.instructionSet].compactMap(\.self)
    let others = sets.distinct.filter { $0 != status.instructionSet }
    guard !others.isEmpty else { return }
    status.earlierInstructionSets = others
    log.warning(
      "resumed on another instruction set",
      metadata: ["earlier": "\(others.joined(separator: ", "))", "now": "\(status.instructionSet ?? "")"])
  }

  private mutating func restore(_ session: L.Experiment.Session) throws -> Bool {
    let path = directory.file("state.safetensors")
    guard FileManager.default.fileExists(atPath: path) else {
      try metrics.begin()
      return false
    }
    let advice = "; delete the file to start the run again"
    do {
      try session.restore(try directory.tensors("state.safetensors"))
    } catch let error as Checkpoint.MismatchError {
      throw LabError.badData(path: path, expected: error.expected, found: error.found + advice)
    } catch LabError.badData(_, let expected, let found) {
      throw LabError.badData(path: path, expected: expected, found: found + advice)
    }
    try metrics.resume(before: session.completedSteps)
    return true
  }

  private mutating func train(
    _ session: L.Experiment.Session, _ checkpointInterval: TimeInterval, _ shouldStop: () -> Bool,
    _ onProgress: (RunProgress) -> Void
  ) throws -> TrainingResult {
    let (firstStep, earlierSeconds) = (session.completedSteps, status.seconds)
    let clock = ContinuousClock()
    let start = clock.now
    var (lastSave, lastBeat) = (start, start)
    var saveError: (any Error)?
    let result = session.run(
      shouldStop: {
        let now = clock.now
        status.steps = session.completedSteps
        status.seconds = earlierSeconds + (now - start).seconds
        if (now - lastBeat).seconds > 5 {
          lastBeat = now
          try? write(status)
        }
        do {
          try snapshots?.visit(session)
          if (now - lastSave).seconds > checkpointInterval {
            lastSave = now
            try saveState(session)
          }
        } catch { saveError = error }
        return saveError != nil || shouldStop()
      },
      onRow: { row in
        metrics.append(row)
        let steps = row.step - firstStep + 1
        onProgress(
          RunProgress(
            step: row.step, steps: experiment.configuration.steps, epoch: experiment.epoch(atStep: row.step),
            loss: row.loss, millisecondsPerStep: (clock.now - start).seconds * 1000 / Double(steps),
            remarks: row.remarks))
      })
    if let saveError { throw saveError }
    status.steps = result.steps
    status.seconds = earlierSeconds + (clock.now - start).seconds
    return result
  }

  /// Metrics first: rows that the state does not know of yet are dropped when it is read.
  private mutating func saveState(_ session: L.Experiment.Session) throws {
    try metrics.flush()
    try AtomicFile.write(session.state.encoded(), to: directory.file("state.safetensors"))
  }

  private mutating func finish(
    _ session: L.Experiment.Session, _ result: TrainingResult
  ) throws -> RunOutcome<L.Record> {
    try AtomicFile.write(directory.modelFile(session.model), to: directory.file("model.safetensors"))
    try metrics.flush()
    try snapshots?.finish(session)
    let start = ContinuousClock.now
    let record = try experiment.record(of: session, result, threads: threads)
    status.measuringSeconds = (ContinuousClock.now - start).seconds
    try AtomicFile.write(CanonicalJSON.pretty(record), to: directory.file("result.json"))
    try? FileManager.default.removeItem(atPath: directory.file("state.safetensors"))
    status.state = .done
    try write(status)
    log.info(
      "done",
      metadata: [
        "step": "\(result.steps)", "loss": "\(result.finalLoss)",
        "stopReason": "\(result.stopReason.rawValue)", "seed": "\(experiment.configuration.seed)",
      ])
    return .done(record, status, wasStored: false)
  }

  private func write(_ status: RunStatus) throws {
    var status = status
    status.heartbeat = Self.timestamp()
    try AtomicFile.writeUnflushed(CanonicalJSON.pretty(status), to: directory.file("status.json"))
  }

  private static func timestamp() -> String {
    Date().ISO8601Format()
  }
}
