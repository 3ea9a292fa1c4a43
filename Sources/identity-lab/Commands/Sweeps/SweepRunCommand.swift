import ArgumentParser
import Foundation
import LabBase
import LabRuns
import LabSweeps
import Nets

/// `sweep run`: make what is missing.
struct SweepRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run every combination of the given settings, each a value, a list or a range.",
    discussion: """
      Runs that are done are not repeated; the same command after an interruption goes on where it stopped. \
      results.csv has the same bytes for any -j.

        --depth 1,3,5                      a list
        --seed 0..4                        a range with both ends
        --depth 1..20:3                    1, 4, 7 … 19
        --momentum 0.5..0.9:0.1            0.5, 0.6 … 0.9
        --learning-rate log:1e-4..1e-1:4   0.0001, 0.001, 0.01, 0.1
        --depth 5,10 --width 64,32 --zip depth,width
                                           only 5 with 64 and 10 with 32
        --arch cnn,fcn --width 'cnn:32,64;fcn:512'
                                           values of their own by architecture
        --exclude arch=fcn,depth=7..9      leave out fcn of 7 to 9 layers
        --exclude arch=fcn,schedule        leave fcn its usual schedule

      In a list by architecture a part without one, as in 'cnn:32,64;512', is for all others. An exclusion means the \
      combinations in which all its values hold: it leaves them out or, where it has bare names too, leaves those \
      settings to their defaults there. A YAML file says the same with lists, and by architecture with a mapping: \
      width: {cnn: [32, 64], fcn: 512}.

      A setting that has no effect on a net, such as the width of a single layer, makes no run of its own.

      --extend NAME --seed 3..5 gives the sweep of that name more seeds, or more values of its other axes.
      """)

  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "The sweep's name. (default: made of the axes and a digest)")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "Add the given values to the axes of this sweep, and run what is new.", valueName: "name"),
    completion: .sweeps)
  var extend: String?

  @Option(
    help: ArgumentHelp(
      "Settings whose lists go in step instead of being multiplied. May be repeated.", valueName: "name,name")
  )
  var zip: [String] = []

  @Option(
    help: ArgumentHelp(
      "Leave combinations out, or one setting of them. May be repeated.", valueName: "name=value,…"))
  var exclude: [String] = []

  @Flag(help: "What to do when a run fails.")
  var policy = FailureFlag.keepGoing

  @OptionGroup var failOn: OutcomeFlag

  @Flag(help: "Only say what would be run, how long it may take and what it needs on disk.")
  var dryRun = false

  @OptionGroup(title: "Launcher") var launching: LauncherOptions

  func validate() throws {
    if extend != nil, name != nil {
      throw ValidationError("--extend names the sweep already; leave --name out.")
    }
    if extend != nil, !zip.isEmpty || !exclude.isEmpty {
      throw ValidationError("--extend multiplies the axes of its sweep; leave --zip and --exclude out.")
    }
    guard launching.launcher != .local else { return }
    if jobs.jobs != nil {
      throw ValidationError(
        "--jobs is for runs on this machine; leave it out with --launcher \(launching.launcher).")
    }
    if policy == .failFast { throw ValidationError("--fail-fast is for runs on this machine.") }
    if failOn.limit != .none, !launching.wait {
      throw ValidationError("--fail-on needs --launcher local, or slurm with --wait.")
    }
  }

  func run() throws {
    if let extend {
      try sweep(locations.laboratory(ofSweep: extend))
    } else {
      try sweep(experiment.laboratory())
    }
  }

  private func sweep<L: ProgramLab>(_: L.Type) throws {
    let bar = ProgressBar(isQuiet: jobs.quiet || format.json)
    defer { bar.clear() }
    let lab = try locations.lab(L.self, threads: jobs.jobCount(), showing: bar)
    let settings = experiment.settings(over: try experiment.file(of: L.self))
    let plan: SweepPlan<L>
    var added: Int?
    if let extend {
      (plan, added) = try extended(extend, by: settings, lab: lab)
      bar.clear()
    } else {
      let expansion = try SweepExpansion(settings, zips: zips(of: L.self), exclusions: exclusions(), lab: lab)
      plan = try SweepPlan(name: name, expansion)
      bar.clear()
      Remarks.say(about: settings, expansion, lab)
    }
    if let added, !format.json {
      Terminal.result(
        "sweep \(plan.name): \(Terminal.count(added, "run")) added to \(plan.runs.count - added)")
    }
    if dryRun {
      try SweepForecast(plan: plan, store: locations.store(), jobs: workers(for: plan)).print(
        asJSON: format.json)
      return
    }
    switch launching.launcher {
    case .local:
      InterruptSignal.install()
      let summary = try SweepPresenter(locations: locations, jobs: jobs, isQuiet: format.json)
        .run(plan, policy: policy.policy)
      try finish(plan, added: added, summary)
    case .slurm:
      if let summary = try submit(plan, added: added) { try finish(plan, added: added, summary) }
    case .plan: try freeze(plan)
    }
  }

  /// Writes the plan for others to work on.
  private func freeze<L: ProgramLab>(_ plan: SweepPlan<L>) throws {
    let directory = SweepDirectory<L>(output: locations.folder, name: plan.name)
    try directory.freeze(plan)
    let files = ["sweep.json", "manifest.jsonl"].map(directory.file)
    guard !format.json else { return Terminal.files(files, asJSON: true) }
    Terminal.result(
      "sweep \(plan.name): \(Terminal.count(plan.runs.count, "run")) planned in \(files[1]); of N shares "
        + "`sweep work \(plan.name) --shard i/N` makes one, `sweep gather \(plan.name)` then the tables")
  }

  /// How many runs are made at a time, should there be room for all tasks of Slurm.
  private func workers<L: ProgramLab>(for plan: SweepPlan<L>) throws -> Int {
    guard launching.launcher == .slurm else { return try jobs.jobCount() }
    return try SlurmTasks(plan: plan, store: locations.store(), minutes: launching.slurm().minutesPerTask)
      .needed.count
  }

  /// Says what came of a sweep, and ends with the code for it.
  private func finish<L: ProgramLab>(_ plan: SweepPlan<L>, added: Int?, _ summary: SweepSummary) throws {
    let table = SweepDirectory<L>(output: locations.folder, name: plan.name).file(
      "results.csv")
    let finished = FinishedRun.known(
      plan.runs, store: locations.store(of: L.self),
      threads: MachineProcessors.usable(scheduled: Processor.usableCount))
    if format.json {
      Terminal.json(
        SweepReport(plan: plan, added: added, summary: summary, finished: finished, table: table),
        as: .sweepRun)
    } else {
      say(summary, finished, of: plan, table: table)
    }
    sayInstructions(of: finished)
    if summary.wasInterrupted {
      SweepPresenter.say(summary, of: "sweep \(plan.name)")
      throw ExitCode(InterruptSignal.exitCode)
    }
    if !summary.failures.isEmpty || finished.contains(where: { failOn.fails($0.record.outcome) }) {
      throw ExitCode(3)
    }
    // Jobs that somebody cancelled leave runs that nobody is at.
    if summary.done < summary.total { throw ExitCode(75) }
  }

  /// Says where the runs were made with several instruction sets: stored ones are taken as they are.
  private func sayInstructions<L: ProgramLab>(of finished: [FinishedRun<L>]) {
    let threads = MachineProcessors.usable(scheduled: Processor.usableCount)
    let sets = ParallelMap.map(finished, threads: threads) { $0.directory.status?.instructions }.compactMap(
      \.self)
    let counts = sets.distinct.sorted().map { set in "\(set) \(sets.count { $0 == set })" }
    if counts.count > 1 {
      Terminal.error(
        "these runs were made with several instruction sets (\(counts.joined(separator: ", "))): no one kind of processor "
          + "gives all of their bits again")
    }
  }

  private func say<L: ProgramLab>(
    _ summary: SweepSummary, _ finished: [FinishedRun<L>], of plan: SweepPlan<L>, table: String
  ) {
    for failure in summary.failures {
      Terminal.error(failure.sentence)
    }
    let counts = OutcomeCounts(finished.map(\.record.outcome))
    let fitted = counts.total == 0 ? "" : ", \(counts[.fitted]) of them fitted"
    Terminal.result(
      "sweep \(plan.name): \(summary.done) of \(summary.total) runs done\(fitted), table in \(table)")
    guard let sentence = counts.sentence else { return }
    Terminal.result("  \(sentence): \(L.unfittedRemark)")
    for outcome in [TrainingOutcome.diverged, .plateau, .descending] {
      guard let run = finished.first(where: { $0.record.outcome == outcome }),
        let hint = L.hint(outcome, run.configuration)
      else { continue }
      Terminal.result("  \(outcome.rawValue) (\(counts[outcome])): \(hint)")
    }
  }

  /// A sweep with more values on its axes, and how many runs that adds; a dry run leaves its files as they are.
  private func extended<L: ProgramLab>(
    _ name: String, by settings: Settings, lab: L
  ) throws -> (plan: SweepPlan<L>, added: Int?) {
    let directory = SweepDirectory<L>(output: locations.folder, name: name)
    let (old, new) =
      if dryRun {
        try (directory.plan(), directory.plan().extended(by: settings, lab: lab))
      } else {
        try directory.extend(by: settings, lab: lab)
      }
    return (new, new.runs.count - old.runs.count)
  }

  private func zips<L: ProgramLab>(of _: L.Type) throws(LabError) -> [[SettingKey]] {
    var zips: [[SettingKey]] = []
    for text in zip {
      var keys: [SettingKey] = []
      for word in text.split(separator: ",", omittingEmptySubsequences: false) {
        keys.append(try L.Configuration.settings.key(flag: word.trimmed, option: "--zip"))
      }
      zips.append(keys)
    }
    return zips
  }

  private func exclusions<Configuration>() throws(LabError) -> [SweepExclusion<Configuration>] {
    var exclusions: [SweepExclusion<Configuration>] = []
    for text in exclude { exclusions.append(try SweepExclusion(parsing: text)) }
    return exclusions
  }
}
