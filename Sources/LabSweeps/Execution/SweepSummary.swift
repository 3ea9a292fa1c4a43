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
  /// Whether someone asked to stop.
  package var wasInterrupted = false

  /// A sweep of which some runs are done.
  package init(total: Int, done: Int) {
    self.total = total
    self.done = done
  }
}
