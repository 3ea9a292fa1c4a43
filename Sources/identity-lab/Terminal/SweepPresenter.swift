import LabSweeps

/// Runs a plan under a progress bar, and says of an interrupted one what goes on with it.
struct SweepPresenter {
  let locations: LocationOptions
  let jobs: JobOptions
  let isQuiet: Bool

  /// What an interruption has left, and the command that goes on: for every command that runs plans.
  static func say(_ summary: SweepSummary, of name: String) {
    let saved = summary.checkpointed > 0 ? "; the state of \(summary.checkpointed) more is saved" : ""
    Terminal.error(
      "\(name): stopped with \(summary.done) of \(summary.total) runs done\(saved); go on with\n  \(Terminal.command)"
    )
  }

  func run<L: ProgramLab>(_ plan: SweepPlan<L>, policy: FailurePolicy) throws -> SweepSummary {
    let bar = ProgressBar(isQuiet: jobs.quiet || isQuiet)
    defer { bar.clear() }
    let store = locations.store(of: L.self)
    let warnings = plan.runs.compactMap { store.directory($0.runKey).resumptionWarning }
    warnings.prefix(1).forEach(Terminal.error)
    if warnings.count > 1 { Terminal.error("so do \(Terminal.count(warnings.count - 1, "other run"))") }
    return try SweepRunner(
      plan: plan, store: store, launcher: locations.worker, jobs: jobs.jobCount(), policy: policy
    ).run(stopSignal: { InterruptSignal.received }, onProgress: { bar.draw($0, label: plan.name) })
  }
}
