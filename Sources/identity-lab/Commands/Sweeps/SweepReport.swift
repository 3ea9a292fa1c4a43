import IdentityLab
import LabSweeps

/// What `sweep run --json` prints.
struct SweepReport: Encodable {
  let name: String
  let runs: Int
  let added: Int?
  let done: Int
  let failures: [RunFailure]
  let interrupted: Bool
  let results: String

  init(plan: SweepPlan<ReconstructionLab>, added: Int?, summary: SweepSummary, table: String) {
    name = plan.name
    runs = summary.total
    self.added = added
    done = summary.done
    failures = summary.failures
    interrupted = summary.wasInterrupted
    results = table
  }
}
