import LabBase
import LabRuns

/// What a sweep would do, for `--dry-run`.
package struct SweepForecast: Encodable, Equatable, Sendable {
  /// The sweep's name.
  package let name: String
  /// Runs in the plan.
  package let runs: Int
  /// Runs that are done already.
  package let done: Int
  /// Workers.
  package let jobs: Int
  /// Seconds if every run that is not done takes all its steps, on processors with AVX-512 (`RunCost`).
  package let secondsAtMost: Double
  /// Bytes that the runs that are not done will add.
  package let diskBytes: Double

  /// Looks which runs are done and adds up what the others cost.
  package init<L: Lab>(plan: SweepPlan<L>, store: RunStore<L>, jobs: Int) {
    let pending = plan.runs.filter { store.record(of: $0) == nil }.map(\.cost)
    name = plan.name
    runs = plan.runs.count
    done = plan.runs.count - pending.count
    self.jobs = jobs
    secondsAtMost = pending.reduce(0) { $0 + $1.totalSeconds } / Double(max(1, min(jobs, pending.count)))
    diskBytes = pending.reduce(0) { $0 + $1.disk }
  }
}
