import ArgumentParser
import LabDrawing
import LabFigures
import LabRuns
import LabSweeps

/// `reproduce`: make a picture again and compare.
struct ReproduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Make a picture again from the recipe inside it, and say whether it comes out the same.",
    discussion: """
      Works for every PNG, SVG and PDF that figure, grid, plot, layers, filters, film and train write, and for their sidecars \
      NAME.json. Runs are looked for in the output folder that the picture lies in, unless --out names another. \
      Runs that are missing are trained, with --fresh all of them in a folder that is removed afterwards. Compared \
      is the SHA-256 of the numbers behind the picture, before text and scaling. Exit code 0: the same; 4: it \
      differs; 65: no picture of this program, or other data; 66: data or a training image are not here.
      """)

  @Argument(
    help: "The picture, or its sidecar.", completion: .file(extensions: ["png", "svg", "pdf", "json"]))
  var file: String

  @Flag(help: "Train every run again instead of using those in the output folder.")
  var fresh = false

  @Option(help: "Where to write the picture that was made: a .png, .svg or .pdf.", completion: .file())
  var to: String?

  @OptionGroup var replacing: ReplacingOptions

  @Flag(help: "Print the result as one JSON object.")
  var json = false

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var jobs: JobOptions

  func run() throws {
    let format = try to.map { try FigureFormat(endingOf: $0, option: "to") }
    let mark = LabMark(named: try FigureMetadata(reading: file).lab)
    try reproduce(LabName(mark, of: file).laboratory, format: format)
  }

  private func reproduce<L: ProgramLab>(_: L.Type, format: FigureFormat?) throws {
    let reproduction = try Reproduction<L>(reading: file)
    if let to, !replacing.force {
      try FigureFile.requireFree(to, for: reproduction.recipe.metadata(tileDigest: "").configuration)
    }
    InterruptSignal.install()
    let bar = ProgressBar(isQuiet: jobs.quiet || json)
    defer { bar.clear() }
    let threads = try jobs.jobCount()
    bar.watch("drawing \(reproduction.recipe.summary)")
    var stopped: SweepSummary?
    let places = locations.placed(with: RunStore<L>.output(ofPicture: file))
    let lab = try places.lab(L.self, threads: threads, showing: bar)
    let outcome = try reproduction.make(
      in: places.store(), lab: lab, isFresh: fresh, threads: threads
    ) { plan, store in
      var places = locations
      places.output = store.output
      bar.clear()
      let summary = try SweepPresenter(locations: places, jobs: jobs, isQuiet: json).run(
        plan, policy: .failFast)
      if summary.wasInterrupted { stopped = summary }
      bar.watch("drawing \(reproduction.recipe.summary)")
      return summary
    }
    bar.clear()
    switch outcome {
    case .interrupted:
      if fresh {
        Terminal.error("stopped; --fresh keeps nothing, the same command begins again")
      } else if let stopped {
        SweepPresenter.say(stopped, of: reproduction.recipe.summary)
      }
      throw ExitCode(InterruptSignal.exitCode)
    case .failed(let failure):
      Terminal.error("run \(failure.runKey) failed: \(failure.reason)")
      throw ExitCode(3)
    case .drawn(let figure, let metadata, let trained):
      if let to, let format {
        try FigureFile.write(
          figure.render(format: format), metadata: metadata, to: to, force: replacing.force)
      }
      report(reproduction, metadata, trained)
      if metadata.tileDigest != reproduction.metadata.tileDigest { throw ExitCode(4) }
    }
  }

  private func report<L: ProgramLab>(
    _ reproduction: Reproduction<L>, _ made: FigureMetadata, _ trained: Int
  ) {
    let recorded = reproduction.metadata
    let isSame = made.tileDigest == recorded.tileDigest
    if json {
      Terminal.json(
        ReproductionReport(
          picture: reproduction.recipe.summary, same: isSame, recorded: recorded.tileDigest,
          made: made.tileDigest, runs: reproduction.recipe.runs.count, trained: trained,
          version: recorded.version), as: .reproduction)
      return
    }
    Terminal.result(reproduction.recipe.summary)
    let version = recorded.version == made.version ? "this version" : "version \(recorded.version)"
    Terminal.result("  drawn by \(version) of the program (\(made.version))")
    Terminal.result("  \(reproduction.recipe.runs.count) runs, \(trained) of them trained now")
    Terminal.result("  data of the picture  \(recorded.tileDigest)")
    Terminal.result("  data made now        \(made.tileDigest)")
    Terminal.result(isSame ? "the same" : "it differs")
  }
}
