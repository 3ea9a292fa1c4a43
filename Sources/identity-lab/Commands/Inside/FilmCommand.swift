import ArgumentParser
import IdentityLab
import LabDrawing
import LabRuns

/// `film`: what a net answers in the course of its training.
struct FilmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "film",
    abstract: "Draw what a net answers in the course of its training.",
    discussion: """
      A row a step, a column an input, the loss beside it: OUT/figures/film-RUN.png, and the same as an animation, \
      film-RUN-animated.png (APNG, which browsers play); chosen steps or inputs add a digest to the names. Weights are saved on the way by `train --snapshots`; where they \
      were not, the run is trained again for them, with the same bits and without a change to its results.

      identity-lab film 3f2a
      identity-lab film 3f2a --snapshots 0,10,100 --input builtin:2
      identity-lab film 3f2a --snapshots every:50 --no-animation --format pdf
      """)

  @Argument(
    help: ArgumentHelp("The run: its key, the first digits of it, or its folder.", valueName: "run"),
    completion: .runs)
  var runName: String

  @Option(
    help: "Which steps: log:N, every:K or a list. (default: those that were saved, else \(FilmSteps.usual))")
  var snapshots: String?

  @Option(
    parsing: .upToNextOption,
    help:
      "Image SPECs to show the net beside its training images; as for train --image. (default: the columns of prediction grids)"
  )
  var input: [String] = []

  @Flag(inversion: .prefixedNo, help: "Whether to write the animation too.") var animation = true
  @Option(help: "Of the strip: png, svg or pdf.") var format = FigureFormat.png
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var replacing: ReplacingOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    let threads = try threads.count()
    let plan = try snapshots.map { try SnapshotPlan(parsing: $0) }
    let directory = try locations.run(runName, of: ReconstructionLab.self)
    let places = locations.placed(with: directory.output)
    let lab = try ReconstructionLab.make(in: places)
    let steps = try FilmSteps.steps(plan, of: directory)
    InterruptSignal.install()
    let presenter = SnapshotPresenter(directory: directory, lab: lab, threads: threads, isQuiet: json)
    try presenter.complete(steps)
    let film = try Film(
      directory.configuration(), directory, steps: steps, inputs: input.isEmpty ? nil : input, lab: lab,
      threads: threads)
    let files = try film.write(
      to: places.folder + "/figures", runKey: directory.runKey, format: format,
      withAnimation: animation, force: replacing.force)
    if json {
      Terminal.json(FilmReport(runKey: directory.runKey, files: files, frames: film.frames), as: .film)
    } else {
      files.forEach(Terminal.result)
    }
  }
}
