import LabRuns

/// How many of a sweep's runs are in which state, and how far those at work are.
package struct SweepStatus: Encodable, Equatable, Sendable {
  /// The sweep's name.
  package let name: String
  /// Runs in the plan.
  package let runs: Int
  /// With a result.
  package private(set) var done = 0
  /// At work: a living process holds the run.
  package private(set) var running = 0
  /// Stopped with their state saved.
  package private(set) var checkpointed = 0
  /// Ended by an error or a crash.
  package private(set) var failed = 0
  /// Never started.
  package private(set) var pending = 0

  /// How far those at work are, by their place in the plan.
  package private(set) var active: [RunActivity] = []

  /// Reads the runs' files.
  package init<L: Lab>(plan: SweepPlan<L>, store: RunStore<L>) {
    name = plan.name
    runs = plan.runs.count
    for (index, configuration) in plan.runs.enumerated() {
      let directory = store.directory(configuration.runKey)
      switch directory.state {
      case .done: done += 1
      case .running:
        running += 1
        active.append(RunActivity(index: index, configuration, directory, readsLoss: true))
      case .checkpointed: checkpointed += 1
      case .failed: failed += 1
      case nil: pending += 1
      }
    }
  }
}
