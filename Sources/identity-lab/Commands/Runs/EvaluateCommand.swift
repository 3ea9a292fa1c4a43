import ArgumentParser
import LabRuns

/// `evaluate`: ask a stored net again.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure a stored net again: what it answers, or which classes it sees.",
    discussion: """
      Without further options this gives the numbers of the run's result.json: of a net that reconstructs images \
      correlations, errors and zones, by probe and by similarity; of a classifier loss, accuracy and confusions of \
      every part of its data. A convolutional net that reconstructs images can be asked about another image size with --size. For a fully connected one of depth 1 \
      it also says how far the weights are from the closed form of Theorem 1.
      """)

  @Argument(
    help: ArgumentHelp("The run: its key, the first digits of it, or its folder.", valueName: "run"),
    completion: .runs)
  var runName: String
  @OptionGroup var threads: ThreadOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var options: EvaluationOptions

  @Flag(name: .shortAndLong, help: "Say nothing of how far it is.")
  var quiet = false

  func run() throws {
    // What cannot be asked of any net is said before one is looked for.
    _ = try options.net.request()
    try evaluate(locations.laboratory(ofRun: runName))
  }

  private func evaluate<L: ProgramLab>(_: L.Type) throws {
    let directory = try locations.run(runName, of: L.self)
    _ = try directory.configuration()
    let bar = ProgressBar(isQuiet: quiet || format.json)
    defer { bar.clear() }
    let threads = try threads.count()
    let lab = try locations.placed(with: directory.output).lab(L.self, threads: threads, showing: bar)
    let report = try lab.evaluate(
      directory, options, threads: threads,
      onProgress: { bar.draw($0, "asking run \(directory.runKey)") })
    bar.clear()
    report.print(asJSON: format.json)
  }
}
