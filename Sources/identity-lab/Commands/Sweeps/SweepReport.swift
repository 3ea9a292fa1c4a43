import IdentityLab
import LabRuns
import LabSweeps

/// What `sweep run --json` prints.
struct SweepReport: Encodable {
  let name: String
  let runs: Int
  let done: Int
  let fitted: Int
  let plateau: Int
  let descending: Int
  let diverged: Int
  let failures: [RunFailure]
  let interrupted: Bool
  let results: String

  init(
    plan: SweepPlan<ReconstructionLab>, summary: SweepSummary, finished: [ReconstructionRun], table: String
  ) {
    let counts = OutcomeCounts(finished.map(\.record.outcome))
    fitted = counts[.fitted]
    plateau = counts[.plateau]
    descending = counts[.descending]
    diverged = counts[.diverged]
    name = plan.name
    runs = summary.total
    done = summary.done
    failures = summary.failures
    interrupted = summary.wasInterrupted
    results = table
  }
}
