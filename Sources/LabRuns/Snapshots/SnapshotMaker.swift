import Foundation
import LabBase

/// Makes snapshots of a finished run by training it again, which gives the same bits.
///
/// The work is done in the run's folder `snapshots/again`, states of it included, so that it can be interrupted and gone
/// on with. Only once the training has ended with the very weights that the run has do the snapshots take their places:
/// what stands in `snapshots` is of this run.
package struct SnapshotMaker<L: Lab> {
  private let directory: RunDirectory<L>
  private let threads: Int
  private let checkpointInterval: TimeInterval

  /// Makes snapshots of a finished run.
  ///
  /// - Parameters:
  ///   - threads: how many share the arithmetic; no bit depends on it.
  ///   - checkpointInterval: seconds between saved states; 60 by default.
  package init(_ directory: RunDirectory<L>, threads: Int = 1, checkpointInterval: TimeInterval = 60) {
    self.directory = directory
    self.threads = threads
    self.checkpointInterval = checkpointInterval
  }

  /// Those of some steps that are not there.
  package func missing(_ steps: [Int]) -> [Int] {
    let present = Set(directory.snapshotSteps)
    return steps.filter { !present.contains($0) }
  }

  /// Sees to it that the weights after some steps are there, none of them behind the run's last.
  ///
  /// - Parameters:
  ///   - shouldStop: asked at every step; true saves the state and returns.
  ///   - onProgress: called every few steps.
  /// - Returns: whether they are there; false where someone asked to stop.
  /// - Throws: `LabError.badConfiguration` for a step that the run does not have, or too many for the disk; `.badData`
  ///   where the training ends with other weights than the run's, as on another class of
  ///   processor; `.unavailable` while another process is at the run; what training and writing throw.
  package func make(
    _ steps: [Int], of configuration: L.Configuration, lab: L, shouldStop: () -> Bool = { false },
    onProgress: (RunProgress) -> Void = { _ in }
  ) throws(LabError) -> Bool {
    let steps = missing(steps)
    guard !steps.isEmpty else { return true }
    guard let last = directory.record?.steps, steps.allSatisfy({ (0...last).contains($0) }) else {
      throw .badConfiguration(
        key: "snapshots", found: "steps to \(steps.max() ?? 0) of run \(directory.runKey)",
        expected: "steps of a finished run"
          + (directory.record.map { ", which this one is after \($0.steps)" } ?? ""))
    }
    let experiment = try lab.makeExperiment(configuration)
    guard let claim = try RunClaim(directory) else {
      throw .unavailable(
        what: "run \(directory.runKey)", advice: "another process is at it; wait for it to end")
    }
    defer { withExtendedLifetime(claim) {} }
    let expected = try directory.read("model.safetensors")
    try DiskSpace.require(
      steps.count * expected.count, at: directory.path, for: "\(steps.count) snapshots", key: "snapshots")
    let session = try makeSession(experiment, steps)
    guard try train(session, Set(steps), experiment, shouldStop, onProgress) else { return false }
    guard directory.modelFile(session.model) == expected else {
      try? FileManager.default.removeItem(atPath: folder)
      throw .badData(
        path: directory.file("model.safetensors"),
        expected: "the weights that training the run again ends with",
        found: "others; a run has the same bits on one class of processor only (see its status.json)")
    }
    try takePlaces(steps)
    return true
  }

  /// The folder of snapshots that are still being made, below the run's.
  static var folderName: String { "snapshots/again" }

  private var folder: String { directory.file(Self.folderName) }
  private var statePath: String { folder + "/state.safetensors" }
  private func path(_ step: Int) -> String { "\(folder)/\(step).safetensors" }

  /// A training at a saved state, if what is wanted before it was saved then; else at its start.
  private func makeSession(
    _ experiment: L.Experiment, _ steps: [Int]
  ) throws(LabError) -> L.Experiment.Session {
    let session = try experiment.makeSession(threads: threads)
    guard let state = try? directory.tensors(Self.folderName + "/state.safetensors") else { return session }
    do {
      try session.restore(state)
      let earlier = steps.filter { $0 < session.completedSteps }
      if earlier.allSatisfy({ FileManager.default.fileExists(atPath: path($0)) }) { return session }
    } catch {
      // A damaged state is no loss: the training begins again.
    }
    try? FileManager.default.removeItem(atPath: folder)
    return try experiment.makeSession(threads: threads)
  }

  private func train(
    _ session: L.Experiment.Session, _ steps: Set<Int>, _ experiment: L.Experiment, _ shouldStop: () -> Bool,
    _ onProgress: (RunProgress) -> Void
  ) throws(LabError) -> Bool {
    let clock = ContinuousClock()
    let (start, firstStep) = (clock.now, session.completedSteps)
    var lastSave = start
    var problem: LabError?
    func save() throws(LabError) {
      guard steps.contains(session.completedSteps) else { return }
      try AtomicFile.write(directory.modelFile(session.model), to: path(session.completedSteps))
    }
    let result = session.run(
      shouldStop: {
        do throws(LabError) {
          try save()
          if (clock.now - lastSave).seconds > checkpointInterval {
            lastSave = clock.now
            try AtomicFile.write(session.state.encoded(), to: statePath)
          }
        } catch { problem = error }
        return problem != nil || shouldStop()
      },
      onRow: { row in
        onProgress(
          RunProgress(
            step: row.step, steps: experiment.configuration.steps, epoch: experiment.epoch(atStep: row.step),
            loss: row.loss,
            millisecondsPerStep: (clock.now - start).seconds * 1000 / Double(row.step - firstStep + 1),
            remarks: row.remarks))
      })
    if let problem { throw problem }
    guard result.stopReason != .interrupted else {
      try AtomicFile.write(session.state.encoded(), to: statePath)
      return false
    }
    try save()
    return true
  }

  private func takePlaces(_ steps: [Int]) throws(LabError) {
    for step in steps {
      let target = directory.file(RunDirectory<L>.snapshotName(step))
      guard rename(path(step), target) == 0 else {
        throw .inputOutput(
          path: target, operation: "renaming \(path(step))", reason: String(cString: strerror(errno)))
      }
    }
    try? FileManager.default.removeItem(atPath: folder)
  }
}
