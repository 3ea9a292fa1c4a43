import LabRuns

/// How many of a sweep's runs are in which state.
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

  /// Reads the runs' files.
  package init<L: Lab>(plan: SweepPlan<L>, store: RunStore<L>) {
    name = plan.name
    runs = plan.runs.count
    for configuration in plan.runs {
      switch store.directory(configuration.runKey).state {
      case .done: done += 1
      case .running: running += 1
      case .checkpointed: checkpointed += 1
      case .failed: failed += 1
      case nil: pending += 1
      }
    }
  }
}
