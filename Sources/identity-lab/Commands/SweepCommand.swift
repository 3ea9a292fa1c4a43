import ArgumentParser
import Foundation
import IdentityLab
import LabBase
import LabSweeps

/// `sweep`: many runs.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "Run every combination of settings.",
    subcommands: [
      SweepRunCommand.self, SweepStatusCommand.self, SweepGatherCommand.self, SweepWorkCommand.self,
    ])
}

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
      .run(plan, policy: policy == .failFast ? .failFast : .keepGoing)
    let table = SweepDirectory<ReconstructionLab>(output: locations.store.output, name: plan.name).file(
      "results.csv")
    if format.json {
      Terminal.json(SweepReport(plan: plan, summary: summary, table: table))
    } else {
      for failure in summary.failures {
        Terminal.error("run \(failure.index) (\(failure.runKey)) failed: \(failure.reason)")
      }
      Terminal.result("sweep \(plan.name): \(summary.done) of \(summary.total) runs done, table in \(table)")
    }
    if summary.wasInterrupted { throw ExitCode(InterruptSignal.exitCode) }
    if !summary.failures.isEmpty { throw ExitCode(3) }
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

/// The failure policies as flags.
enum FailureFlag: String, EnumerableFlag {
  case keepGoing
  case failFast
}

/// What `sweep run --json` prints.
private struct SweepReport: Encodable {
  let name: String
  let runs: Int
  let done: Int
  let failures: [RunFailure]
  let interrupted: Bool
  let results: String

  init(plan: SweepPlan<ReconstructionLab>, summary: SweepSummary, table: String) {
    name = plan.name
    runs = summary.total
    done = summary.done
    failures = summary.failures
    interrupted = summary.wasInterrupted
    results = table
  }
}

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

/// `sweep status`: where a sweep stands, without touching it.
struct SweepStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say where a sweep stands, without touching it.")

  @Argument(help: "The sweep's name.") var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let plan = try SweepDirectory<ReconstructionLab>(output: locations.store.output, name: name).plan()
    let status = SweepStatus(plan: plan, store: locations.store)
    if format.json {
      Terminal.json(status)
      return
    }
    Terminal.result(
      "sweep \(name): \(status.runs) runs: \(status.done) done, \(status.running) running, "
        + "\(status.checkpointed) checkpointed, \(status.failed) failed, \(status.pending) not started")
  }
}

/// `sweep gather`: rebuild the tables.
struct SweepGatherCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gather", abstract: "Make results.csv and timings.csv anew from the runs' files.")

  @Argument(help: "The sweep's name.") var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let directory = SweepDirectory<ReconstructionLab>(output: locations.store.output, name: name)
    try SweepTables(plan: directory.plan(), store: locations.store).write()
    Terminal.files([directory.file("results.csv"), directory.file("timings.csv")], asJSON: format.json)
  }
}

/// `sweep work`: the contract of every engine that runs a sweep's parts.
struct SweepWorkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work",
    abstract: "Compute one run, or one share of the runs, of a sweep that `sweep run` has planned.",
    discussion:
      "Runs that another process is at are waited for. Exit code 75 after a checkpoint: run it again.")

  @Argument(help: "The sweep's name.") var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions

  @Option(name: .customLong("run"), help: "The place of the one run in the plan, from 0.")
  var runIndex: Int?

  @Option(help: "The share i/N: runs i, i + N, i + 2N … of the plan, i from 0.")
  var shard: String?

  func run() throws {
    let plan = try SweepDirectory<ReconstructionLab>(output: locations.store.output, name: name).plan()
    let worker = SweepWorker(plan: plan, store: locations.store, lab: locations.lab)
    let indices =
      switch (runIndex, shard) {
      case (let index?, nil): try worker.index(index)
      case (nil, let text?): try worker.indices(ofShard: text)
      default: throw LabError.usage("give one of --run INDEX and --shard i/N")
      }
    InterruptSignal.install()
    guard try worker.work(indices, shouldStop: { InterruptSignal.received != nil }) else {
      throw ExitCode(InterruptSignal.exitCode)
    }
  }
}
