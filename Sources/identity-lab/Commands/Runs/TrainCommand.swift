import ArgumentParser
import LabBase
import LabRuns

/// `train`: one run.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train one network, to give an image back or to classify, and measure what it learnt.",
    discussion: """
      The settings tell which: --depth 5 --image mnist:7, or --net mlp:3x512 --data-set cifar10:train/0..9999 \
      --labels 1. Where they leave it open --task says it; without it an image is reconstructed.

      The run is kept under its configuration's key: the same command again finds it done, or goes on where it \
      was interrupted. Ctrl-C saves the state first; another one a second later does not wait for that.
      """)

  @OptionGroup var experiment: ExperimentOptions
  @Option(
    help:
      "Also save the weights on the way, for film: log:N, every:K or steps such as 0,10,100; no result depends on it."
  )
  var snapshots: String?

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var format: FormatOptions

  @OptionGroup var failure: OutcomeFlag

  @Flag(name: .shortAndLong, help: "Say nothing of how far it is.")
  var quiet = false

  func run() throws {
    try train(experiment.laboratory())
  }

  private func train<L: ProgramLab>(_: L.Type) throws {
    let threads = try threads.count()
    let plan = try snapshots.map { try SnapshotPlan(parsing: $0) }
    let file = try experiment.file(of: L.self)
    let settings = experiment.settings(over: file)
    let bar = ProgressBar(isQuiet: quiet || format.json)
    // An error must not be printed behind the bar.
    defer { bar.clear() }
    let lab = try locations.lab(L.self, threads: threads, showing: bar)
    let configuration = try lab.makeConfiguration(settings)
    bar.clear()
    Remarks.say(about: settings, file, configuration, lab)
    let key = configuration.runKey
    if let warning = locations.store(of: L.self).directory(key).resumptionWarning { Terminal.error(warning) }
    InterruptSignal.install()
    let outcome = try RunExecutor(store: locations.store(of: L.self), threads: threads, snapshots: plan).run(
      configuration, lab: lab, shouldStop: { InterruptSignal.received != nil },
      onProgress: { bar.draw($0, label: "run \(key)") })
    bar.clear()
    switch outcome {
    case .done(let record, let status, let wasStored):
      let kept = try plan.map { plan in
        let steps = plan.steps(endingAt: record.steps)
        let presenter = SnapshotPresenter(
          directory: locations.store(of: L.self).directory(record.runKey), lab: lab, threads: threads,
          isQuiet: quiet || format.json)
        try presenter.complete(steps)
        presenter.report(steps)
        return steps
      }
      let preview = preview(of: configuration, lab, threads: threads)
      if format.json {
        Terminal.json(TrainReport<L>(record: record, status: status, snapshots: kept), as: L.runSchema)
      } else {
        RunPrinter.print(
          record, status, configuration, wasStored: wasStored, store: locations.store(of: L.self))
        preview.map { Terminal.result("preview in \($0)") }
      }
      if failure.fails(record.outcome) { throw ExitCode(3) }
    case .checkpointed(let step):
      Terminal.error(
        "stopped at step \(step) of \(configuration.steps) with the state saved; go on with\n"
          + "  \(Terminal.command)")
      throw ExitCode(InterruptSignal.exitCode)
    case .held:
      let status = locations.store(of: L.self).directory(key).file("status.json")
      throw LabError.unavailable(
        what: "run \(key)", advice: "another process is computing it (see \(status)); wait for it to end")
    }
  }

  /// Draws the run's preview if there is none; a run without one is done all the same.
  ///
  /// - Returns: the picture's path; nil where there is none.
  private func preview<L: ProgramLab>(
    of configuration: L.Configuration, _ lab: L, threads: Int
  ) -> String? {
    do {
      return try lab.preview(of: FinishedRun(configuration, store: locations.store()), threads: threads)
    } catch {
      Terminal.error("no preview: \(error)")
      return nil
    }
  }
}
