import LabRuns

/// How many of a sweep's runs are in which state, what those that are done came to, and how far those at work are.
package struct SweepStatus: Encodable, Equatable, Sendable {
  /// The sweep's name.
  package let name: String
  /// The name of the laboratory that it is of.
  package let lab: String
  /// Runs in the plan.
  package let runs: Int
  /// With a result: the four outcomes together.
  package let done: Int
  /// Done, and the loss reached the tolerance.
  package let fitted: Int
  /// Done, and the loss has hardly left its start.
  package let plateau: Int
  /// Done, and stopped at the step limit before the tolerance.
  package let descending: Int
  /// Done, and the loss grew without bounds.
  package let diverged: Int
  /// At work: a living process holds the run.
  package let running: Int
  /// Stopped with their state saved.
  package let checkpointed: Int
  /// Ended by an error or a crash.
  package let failed: Int
  /// Never started.
  package let pending: Int
  /// Last sign of life of any of them, ISO 8601, UTC; nil before the first.
  package let date: String?

  /// How far those at work are, by their place in the plan.
  package private(set) var active: [RunActivity] = []
  /// What Slurm was given of it; nil of a sweep that it was never given.
  package var slurm: SlurmHint?

  /// Reads the runs' files.
  package init<L: Lab>(plan: SweepPlan<L>, store: RunStore<L>) {
    let stored = StoredRun.all(of: plan, in: store)
    func count(_ state: String) -> Int { stored.count { $0.state == state } }
    name = plan.name
    lab = L.name
    runs = stored.count
    done = stored.count { $0.record != nil }
    fitted = count(TrainingOutcome.fitted.rawValue)
    plateau = count(TrainingOutcome.plateau.rawValue)
    descending = count(TrainingOutcome.descending.rawValue)
    diverged = count(TrainingOutcome.diverged.rawValue)
    running = count(RunStatus.State.running.rawValue)
    checkpointed = count(RunStatus.State.checkpointed.rawValue)
    failed = count(RunStatus.State.failed.rawValue)
    pending = runs - done - running - checkpointed - failed
    date = stored.compactMap(\.status?.heartbeat).max()
    for (index, run) in stored.enumerated() where run.state == RunStatus.State.running.rawValue {
      active.append(
        RunActivity(
          index: index, run.configuration, store.directory(run.runKey), readsLoss: true))
    }
  }
}
