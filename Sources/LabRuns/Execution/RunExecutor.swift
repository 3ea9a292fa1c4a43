import Foundation
import LabBase

/// Takes one experiment from its configuration to its record: claim, train, save, measure, write.
///
/// The files appear in this order: config.json, status.json, (metrics.csv, state.safetensors)*, model.safetensors,
/// metrics.csv, result.json, with snapshots in between if they are asked for. result.json comes last, so a run that has it has everything.
package struct RunExecutor<L: Lab> {
  /// Where the runs are.
  package let store: RunStore<L>
  private let threads: Int
  private let checkpointInterval: TimeInterval
  private let snapshots: SnapshotPlan?

  /// Makes an executor.
  ///
  /// - Parameters:
  ///   - threads: how many share a run's arithmetic, at least 1; the run's files are the same bytes for any number.
  ///   - checkpointInterval: seconds between saved states; 60 by default, so that a crash costs a minute.
  ///   - snapshots: when weights are saved on the way; a run that is done already is not touched, see ``SnapshotMaker``.
  package init(
    store: RunStore<L>, threads: Int = 1, checkpointInterval: TimeInterval = 60,
    snapshots: SnapshotPlan? = nil
  ) {
    self.store = store
    self.threads = threads
    self.checkpointInterval = checkpointInterval
    self.snapshots = snapshots
  }

  /// Finishes the run of a configuration, whose data are only looked for where it is not done.
  ///
  /// - Throws: what `makeExperiment` and ``run(_:waitsForOthers:shouldStop:onProgress:)`` throw.
  package func run(
    _ configuration: L.Configuration, lab: L, waitsForOthers: Bool = false,
    shouldStop: () -> Bool = { false }, onProgress: (RunProgress) -> Void = { _ in }
  ) throws -> RunOutcome<L.Record> {
    if let outcome = try stored(store.directory(configuration.runKey)) { return outcome }
    return try run(
      lab.makeExperiment(configuration), waitsForOthers: waitsForOthers, shouldStop: shouldStop,
      onProgress: onProgress)
  }

  /// Finishes a run, going on from its last state if there is one.
  ///
  /// - Parameters:
  ///   - waitsForOthers: whether to wait while another process is at this run, or to leave it alone.
  ///   - shouldStop: asked at every step; true saves the state and returns.
  ///   - onProgress: called every few steps.
  /// - Throws: `LabError`; a failed run is marked so in its status.json, a diverged one is a result. A run that may be
  ///   in a pack that cannot be read is not made.
  package func run(
    _ experiment: L.Experiment, waitsForOthers: Bool = false, shouldStop: () -> Bool = { false },
    onProgress: (RunProgress) -> Void = { _ in }
  ) throws -> RunOutcome<L.Record> {
    let directory = store.directory(experiment.runKey)
    if let outcome = try stored(directory) { return outcome }
    var found = try RunClaim(directory)
    while found == nil, waitsForOthers, !shouldStop() {
      usleep(500_000)
      if let outcome = try stored(directory) { return outcome }
      found = try RunClaim(directory)
    }
    guard let claim = found else { return .held }
    // The one who held the claim may have finished it between the two looks.
    if let outcome = try stored(directory) { return outcome }
    var attempt = RunAttempt<L>(
      experiment: experiment, directory: directory, claim: claim, threads: threads, snapshots: snapshots)
    do {
      return try attempt.run(
        checkpointInterval: checkpointInterval, shouldStop: shouldStop, onProgress: onProgress)
    } catch {
      attempt.recordFailure("\(error)")
      throw error
    }
  }

  /// The outcome of a run that is done; nil where it is yet to be made.
  ///
  /// - Throws: `LabError` where its pack cannot be read: the result may be in what is damaged.
  private func stored(_ directory: RunDirectory<L>) throws(LabError) -> RunOutcome<L.Record>? {
    guard let record = directory.record else {
      try directory.pack?.requireWhole()
      return nil
    }
    return .done(record, directory.status, wasStored: true)
  }
}
