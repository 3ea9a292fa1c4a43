/// How many of a sweep's runs are in which state.
public struct SweepStatus: Encodable, Equatable, Sendable {
  /// The sweep's name.
  public let name: String
  /// Runs in the plan.
  public let runs: Int
  /// With a result.
  public private(set) var done = 0
  /// At work: a living process holds the run.
  public private(set) var running = 0
  /// Stopped with their state saved.
  public private(set) var checkpointed = 0
  /// Ended by an error or a crash.
  public private(set) var failed = 0
  /// Never started.
  public private(set) var pending = 0

  /// Reads the runs' files.
  public init(plan: SweepPlan, store: RunStore) {
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
