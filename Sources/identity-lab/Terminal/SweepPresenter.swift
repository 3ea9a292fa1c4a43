import IdentityLab
import LabSweeps

/// Runs a plan under a progress bar.
struct SweepPresenter {
  let locations: LocationOptions
  let jobs: JobOptions
  let isQuiet: Bool

  func run(_ plan: SweepPlan<ReconstructionLab>, policy: FailurePolicy) throws -> SweepSummary {
    let bar = ProgressBar(isQuiet: jobs.quiet || isQuiet)
    defer { bar.clear() }
    return try SweepRunner(
      plan: plan, store: locations.store, launcher: locations.worker, jobs: jobs.jobCount(), policy: policy
    ).run(stopSignal: { InterruptSignal.received }, onProgress: { bar.draw($0, label: plan.name) })
  }
}
