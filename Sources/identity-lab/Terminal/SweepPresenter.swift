import ArgumentParser
import LabBase
import LabRuns
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

  /// The runs of a staged sweep that has come to its end.
  ///
  /// - Throws: the exit code of one that was interrupted or of which runs failed, after it has said so.
  static func known<L>(_ outcome: StagedSweep<L>.Outcome, of name: String) throws -> [String: StoredRun<L>] {
    switch outcome {
    case .complete(let known): return known
    case .interrupted(let summary):
      say(summary, of: "sweep \(name)")
      throw ExitCode(InterruptSignal.exitCode)
    case .failed(let failures):
      for failure in failures { Terminal.error(failure.sentence) }
      Terminal.error(
        "sweep \(name): what comes next depends on these runs; the same command makes them again")
      throw ExitCode(3)
    }
  }

  func run<L: ProgramLab>(_ plan: SweepPlan<L>, policy: FailurePolicy) throws -> SweepSummary {
    let bar = ProgressBar(isQuiet: jobs.quiet || isQuiet)
    defer { bar.clear() }
    let store = locations.store(of: L.self)
    let warnings = plan.runs.compactMap { store.directory($0.runKey).resumptionWarning }
    warnings.prefix(1).forEach(Terminal.error)
    if warnings.count > 1 { Terminal.error("so do \(Terminal.count(warnings.count - 1, "other run"))") }
    let count = try jobs.jobCount()
    let summary = try SweepRunner(
      plan: plan, store: store, launcher: locations.worker, jobs: count, lowersJobs: jobs.isAutomatic,
      policy: policy
    ).run(stopSignal: { InterruptSignal.received }, onProgress: { bar.draw($0, label: plan.name) })
    bar.clear()
    if let used = summary.jobs, used < count {
      Terminal.error(
        "sweep \(plan.name): \(used) of \(count) workers at a time, for more do not fit \(MachineMemory.text(MachineMemory.available)) of memory"
      )
    }
    return summary
  }
}
