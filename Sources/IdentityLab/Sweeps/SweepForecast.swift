/// What a sweep would do, for `--dry-run`.
public struct SweepForecast: Encodable, Equatable, Sendable {
  /// The sweep's name.
  public let name: String
  /// Runs in the plan.
  public let runs: Int
  /// Runs that are done already.
  public let done: Int
  /// Workers.
  public let jobs: Int
  /// Seconds if every run that is not done takes all its steps.
  public let secondsAtMost: Double
  /// Bytes that the runs that are not done will add.
  public let diskBytes: Double

  /// Looks which runs are done and adds up what the others cost.
  public init(plan: SweepPlan, store: RunStore, jobs: Int) {
    let pending = plan.runs.filter { store.directory($0.runKey).record == nil }.map { CostEstimate($0) }
    name = plan.name
    runs = plan.runs.count
    done = plan.runs.count - pending.count
    self.jobs = jobs
    secondsAtMost = pending.reduce(0) { $0 + $1.seconds } / Double(max(1, min(jobs, pending.count)))
    diskBytes = pending.reduce(0) { $0 + $1.disk }
  }
}
