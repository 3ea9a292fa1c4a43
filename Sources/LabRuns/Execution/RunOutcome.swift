/// How an attempt at a run ended.
package enum RunOutcome<Record: RunRecord>: Equatable, Sendable {
  /// The run is done, now or already before; nil where it left no word of its times.
  case done(Record, RunStatus?, wasStored: Bool)
  /// Someone asked to stop; the run's state is saved, and the same command goes on.
  case checkpointed(step: Int)
  /// Another process is at the run.
  case held
}
