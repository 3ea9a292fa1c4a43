import LabRuns

/// How a sweep stands.
package struct SweepSummary: Equatable, Sendable {
  /// Runs in the plan.
  package var total: Int
  /// Runs that are done, those from before included.
  package var done: Int
  /// Runs at work.
  package var running = 0
  /// The runs that failed in this go, by their place in the plan.
  package var failures: [RunFailure] = []
  /// Runs that were stopped in this go with their state saved.
  package var checkpointed = 0
  /// How far those at work are, by their place in the plan.
  package var active: [RunActivity] = []
  /// Seconds until all are done, as ``SweepEstimate`` has it; nil as long as nothing is known.
  package var secondsLeft: Double?
  /// How many workers there are at most; nil where others make the runs.
  package var jobs: Int?
  /// Whether someone asked to stop.
  package var wasInterrupted = false

  /// A sweep of which some runs are done.
  package init(total: Int, done: Int) {
    self.total = total
    self.done = done
  }

  /// A sweep as its runs' files say, whoever made them.
  package init<L: Lab>(plan: SweepPlan<L>, store: RunStore<L>) {
    let runs = StoredRun.all(of: plan, in: store)
    self.init(total: runs.count, done: runs.count { $0.record != nil })
    running = runs.count { $0.state == RunStatus.State.running.rawValue }
    checkpointed = runs.count { $0.state == RunStatus.State.checkpointed.rawValue }
    for (index, run) in runs.enumerated() where run.state == RunStatus.State.failed.rawValue {
      failures.append(
        RunFailure(
          index: index, runKey: run.runKey, reason: run.status?.message ?? "its process ended without a word")
      )
    }
  }

  /// Share of the runs that is done, those at work counted by their steps, 0 to 1.
  package var share: Double {
    let begun = active.reduce(0) { $0 + Double($1.step) / Double(max(1, $1.steps)) }
    return total > 0 ? min(1, (Double(done) + begun) / Double(total)) : 1
  }
}
