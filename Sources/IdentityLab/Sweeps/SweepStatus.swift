/// How many of a sweep's runs are in which state.
public struct SweepStatus: Encodable, Equatable, Sendable {
  /// The sweep's name.
  public let name: String
  /// Runs in the plan.
  public let runs: Int
  /// With a result.
  public private(set) var done = 0
  /// At work, by their last word.
  public private(set) var running = 0
  /// Stopped with their state saved.
  public private(set) var checkpointed = 0
  /// Ended by an error.
  public private(set) var failed = 0
  /// Never started.
  public private(set) var pending = 0

  /// Reads the runs' files.
  public init(plan: SweepPlan, store: RunStore) {
    name = plan.name
    runs = plan.runs.count
    for configuration in plan.runs {
      let directory = store.directory(configuration.runKey)
      if directory.record != nil {
        done += 1
        continue
      }
      switch directory.status?.state {
      case .running: running += 1
      case .checkpointed: checkpointed += 1
      // Done without a record: its result.json was removed, so it will be made again.
      case .failed: failed += 1
      case .done, nil: pending += 1
      }
    }
  }
}
