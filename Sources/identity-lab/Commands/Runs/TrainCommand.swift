import ArgumentParser
import IdentityLab
import LabBase
import LabRuns

/// `train`: one run.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train one network on one image and measure what it learnt.",
    discussion: """
      The run is kept under its configuration's key: the same command again finds it done, or goes on where it \
      was interrupted. Ctrl-C saves the state first; another one a second later does not wait for that.
      """)

  @OptionGroup(title: "Experiment") var experiment: ExperimentOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var format: FormatOptions

  @OptionGroup var failure: OutcomeFlag

  @Flag(name: .shortAndLong, help: "No progress bar.")
  var quiet = false

  func run() throws {
    let threads = try threads.count()
    let settings = try experiment.settings()
    let lab = locations.lab
    let experiment = try lab.makeExperiment(lab.makeConfiguration(settings))
    InterruptSignal.install()
    let bar = ProgressBar(isQuiet: quiet || format.json)
    // An error must not be printed behind the bar.
    defer { bar.clear() }
    let outcome = try RunExecutor(store: locations.store, threads: threads).run(
      experiment, shouldStop: { InterruptSignal.received != nil }, onProgress: { bar.draw($0) })
    bar.clear()
    switch outcome {
    case .done(let record, let status, let wasStored):
      let preview = preview(of: experiment.configuration, lab, threads: threads)
      if format.json {
        Terminal.json(TrainReport(record: record, status: status))
      } else {
        RunPrinter.print(
          record, status, experiment.configuration, wasStored: wasStored, store: locations.store)
        preview.map { Terminal.result("preview in \($0)") }
      }
      if failure.fails(record.outcome) { throw ExitCode(3) }
    case .checkpointed(let step):
      Terminal.error("stopped at step \(step) with the state saved; the same command goes on from there")
      throw ExitCode(InterruptSignal.exitCode)
    }
  }

  /// Draws the run's preview if there is none; a run without one is done all the same.
  ///
  /// - Returns: the picture's path.
  private func preview(
    of configuration: ReconstructionConfiguration, _ lab: ReconstructionLab, threads: Int
  ) -> String? {
    do {
      return try RunPreview(FinishedRun(configuration, store: locations.store), lab: lab, threads: threads)
        .write()
    } catch {
      Terminal.error("no preview: \(error)")
      return nil
    }
  }
}
