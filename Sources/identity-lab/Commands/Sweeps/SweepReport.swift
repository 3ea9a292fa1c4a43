import LabRuns
import LabSweeps

/// What `sweep run --json` prints.
struct SweepReport: Encodable {
  let name: String
  let lab: String
  let runs: Int
  let added: Int?
  let done: Int
  let fitted: Int
  let plateau: Int
  let descending: Int
  let diverged: Int
  let failures: [RunFailure]
  let interrupted: Bool
  let results: String

  init<L: ProgramLab>(
    plan: SweepPlan<L>, added: Int?, summary: SweepSummary, finished: [FinishedRun<L>], table: String
  ) {
    lab = L.name
    let counts = OutcomeCounts(finished.map(\.record.outcome))
    fitted = counts[.fitted]
    plateau = counts[.plateau]
    descending = counts[.descending]
    diverged = counts[.diverged]
    name = plan.name
    runs = summary.total
    self.added = added
    done = summary.done
    failures = summary.failures
    interrupted = summary.wasInterrupted
    results = table
  }
}
