import ArgumentParser
import Foundation
import IdentityLab
import LabBase
import LabRuns
import LabSweeps

/// `sweep run`: make what is missing.
struct SweepRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run every combination of the given settings, each a value, a list or a range.",
    discussion: """
      --depth 1,3,5 is a list, --seed 0..4 a range with both ends. Runs that are done are not repeated; the same \
      command after an interruption goes on where it stopped. results.csv has the same bytes for any -j.
      """)

  @OptionGroup(title: "Experiment") var experiment: ExperimentOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "The sweep's name. (default: made of the axes and a digest)")
  var name: String?

  @Flag(help: "What to do when a run fails.")
  var policy = FailureFlag.keepGoing

  @OptionGroup var failOn: OutcomeFlag

  @Flag(help: "Only say what would be run, how long it may take and what it needs on disk.")
  var dryRun = false

  @Option(help: "Where the runs are made: local.")
  var launcher = "local"

  func run() throws {
    guard launcher == "local" else {
      throw LabError.badConfiguration(key: "launcher", found: "\"\(launcher)\"", expected: "local")
    }
    let plan = try SweepPlan(
      name: name, settings: experiment.settings(), lab: locations.lab)
    if dryRun {
      try report(SweepForecast(plan: plan, store: locations.store, jobs: jobs.jobCount()))
      return
    }
    InterruptSignal.install()
    let summary = try SweepPresenter(locations: locations, jobs: jobs, isQuiet: format.json)
      .run(plan, policy: policy.policy)
    let table = SweepDirectory<ReconstructionLab>(output: locations.store.output, name: plan.name).file(
      "results.csv")
    let finished = plan.runs.compactMap { try? FinishedRun($0, store: locations.store) }
    if format.json {
      Terminal.json(SweepReport(plan: plan, summary: summary, finished: finished, table: table))
    } else {
      say(summary, finished, of: plan, table: table)
    }
    if summary.wasInterrupted { throw ExitCode(InterruptSignal.exitCode) }
    if !summary.failures.isEmpty || finished.contains(where: { failOn.fails($0.record.outcome) }) {
      throw ExitCode(3)
    }
  }

  private func say(
    _ summary: SweepSummary, _ finished: [ReconstructionRun], of plan: SweepPlan<ReconstructionLab>,
    table: String
  ) {
    for failure in summary.failures {
      Terminal.error("run \(failure.index) (\(failure.runKey)) failed: \(failure.reason)")
    }
    let counts = OutcomeCounts(finished.map(\.record.outcome))
    let fitted = counts.total == 0 ? "" : ", \(counts[.fitted]) of them fitted"
    Terminal.result(
      "sweep \(plan.name): \(summary.done) of \(summary.total) runs done\(fitted), table in \(table)")
    guard let sentence = counts.sentence else { return }
    Terminal.result("  \(sentence): what they answer is no finding, and they have no zone")
    for outcome in [TrainingOutcome.diverged, .plateau, .descending] {
      guard let run = finished.first(where: { $0.record.outcome == outcome }),
        let hint = TrainingHint.text(outcome, run.configuration)
      else { continue }
      Terminal.result("  \(outcome.rawValue) (\(counts[outcome])): \(hint)")
    }
  }

  private func report(_ forecast: SweepForecast) {
    if format.json {
      Terminal.json(forecast)
      return
    }
    let runs = Terminal.count(forecast.runs, "run")
    let workers = Terminal.count(forecast.jobs, "worker")
    Terminal.result("sweep \(forecast.name): \(runs), \(forecast.done) done already")
    Terminal.result(
      "  at most \(Terminal.duration(forecast.secondsAtMost)) on \(workers) (all steps; most runs reach their "
        + "tolerance before), \(String(format: "%.1f", forecast.diskBytes / 1e6)) MB on disk")
  }
}
