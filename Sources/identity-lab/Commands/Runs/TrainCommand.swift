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
    let lab = try locations.lab
    let file = try experiment.file()
    let settings = experiment.settings(over: file)
    let configuration = try lab.makeConfiguration(settings)
    Remarks.say(about: settings, file, configuration, lab)
    let experiment = try lab.makeExperiment(configuration)
    InterruptSignal.install()
    let bar = ProgressBar(isQuiet: quiet || format.json)
    // An error must not be printed behind the bar.
    defer { bar.clear() }
    let outcome = try RunExecutor(store: locations.store, threads: threads).run(
      experiment, shouldStop: { InterruptSignal.received != nil }, onProgress: { bar.draw($0) })
    bar.clear()
    switch outcome {
    case .done(let record, let status, let wasStored):
      if format.json {
        Terminal.json(TrainReport(record: record, status: status))
      } else {
        RunPrinter.print(
          record, status, experiment.configuration, wasStored: wasStored, store: locations.store)
      }
      if failure.fails(record.outcome) { throw ExitCode(3) }
    case .checkpointed(let step):
      Terminal.error("stopped at step \(step) with the state saved; the same command goes on from there")
      throw ExitCode(InterruptSignal.exitCode)
    }
  }
}
