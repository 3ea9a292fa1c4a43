import ArgumentParser
import IdentityLab
import LabBase
import LabExplorer
import LabFigures
import LabRuns
import LabSweeps

/// `explore`: runs as a page that one looks around in.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract:
      "Write a page to look around in: map, answers, curves, table, and each run from layer to layer.",
    discussion: """
      One HTML file that opens without a server or a network, OUT/explorer/NAME.html. Nets are asked for what it shows, \
      and their answers kept beside them for the next time. Up to \(ExplorerPage<ReconstructionLab>.smallCount) runs show \
      their layers and weights too; --compute shows them of any number, and measures what takes longer and is not there: \
      snapshots of training and, of nets that reconstruct images, Jacobian, iterations and receptive fields. What \
      does not fit into the budget is written into a folder beside the page, whose place it must share.

      identity-lab explore deep                       # a sweep
      identity-lab explore cnn-depth --preset standard   # the runs of a figure
      identity-lab explore 3f2a --compute --channels all
      """)

  @Argument(
    help: ArgumentHelp(
      "Sweeps, figures and runs: a sweep's name or folder, a figure's name, a run's key, the first digits of it or its folder.",
      valueName: "name"), completion: .explored)
  var names: [String]

  @Option(help: "Of a figure: quick, standard or paper.") var preset = FigurePresetName.quick
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only the runs that meet a condition, such as 'depth>5 and optimizer=adam'.", valueName: "condition"))
  var condition: String?
  @Option(
    name: .customLong("to"), help: "The page. (default: OUT/explorer/NAME.html)",
    completion: .file(extensions: ["html"]))
  var page: String?
  @Option(help: "Bytes that the page may have, such as 50MB; first images come first.") var budget =
    ByteBudget.usual
  @Flag(help: "Show layers and weights of every run, and measure what is not kept.") var compute = false
  @Option(help: "Channels shown of a layer, those of largest mean magnitude: a number, or all.")
  var channels = "8"
  @Flag(help: "Replace a file or a folder that is none of the explorer's.") var force = false

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var jobs: JobOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    guard !names.isEmpty else { throw LabError.usage("give a sweep, a figure or a run") }
    let subject = ExplorerSubject(names: names, preset: preset, condition: condition)
    try write(subject, subject.laboratory(in: locations))
  }

  private func write<L: ProgramLab>(_ subject: ExplorerSubject, _: L.Type) throws {
    let threads = try jobs.jobCount()
    let channels = try channelCount()
    let places = locations.placed(with: subject.output(in: locations))
    let bar = ProgressBar(isQuiet: json || jobs.quiet)
    defer { bar.clear() }
    let lab: L = try places.lab(threads: threads, showing: bar)
    let (planned, axes) = try subject.runs(lab: lab, in: places)
    if compute { try makeSnapshots(of: planned, lab: lab, threads: threads, store: places.store()) }
    let explored = ExploredRuns(
      title: names.joined(separator: ", "), command: command, planned: planned, firstAxes: axes,
      store: places.store(), words: L.words)
    let report = try ExplorerPage(
      explored, lab: lab,
      choice: ExplorerPage.Choice(budget: budget.bytes, computes: compute, channels: channels),
      threads: threads,
      onProgress: { stage, share in bar.draw(share, Self.text(stage, planned.count)) }
    ).write(to: page ?? "\(places.folder)/explorer/\(subject.fileName).html", force: force)
    bar.clear()
    if json { Terminal.json(report, as: .exploration) } else { say(report) }
  }

  private static func text<L: ProgramLab>(_ stage: ExplorerPage<L>.Stage, _ count: Int) -> String {
    switch stage {
    case .reading: "reading \(Terminal.count(count, "run"))"
    case .asking: "asking \(Terminal.count(count, "net"))"
    case .looking: "looking into layers and weights"
    }
  }

  /// Trains finished runs again for their snapshots, where they have none.
  private func makeSnapshots<L: ProgramLab>(
    of planned: [L.Configuration], lab: L, threads: Int, store: RunStore<L>
  ) throws {
    InterruptSignal.install()
    for configuration in planned {
      let directory = store.directory(configuration.runKey)
      guard let record = directory.record, record.outcome != .diverged, directory.snapshotSteps.isEmpty else {
        continue
      }
      try SnapshotPresenter(directory: directory, lab: lab, threads: threads, isQuiet: json || jobs.quiet)
        .complete(FilmSteps.usual.steps(endingAt: record.steps))
    }
  }

  private func channelCount() throws(LabError) -> Int? {
    if channels == "all" { return nil }
    guard let count = Int(channels), count >= 1 else {
      throw .badConfiguration(
        key: "--channels", found: "\"\(channels)\"", expected: "a number of channels from 1 on, or all")
    }
    return count
  }

  /// The command without its places.
  private var command: String {
    var words = ["identity-lab", "explore"] + names.map(ShellWord.quoted)
    if preset != .quick { words += ["--preset", preset.rawValue] }
    if let condition { words += ["--where", ShellWord.quoted(condition)] }
    if budget != .usual { words += ["--budget", budget.defaultValueDescription] }
    if compute { words.append("--compute") }
    if channels != "8" { words += ["--channels", channels] }
    return words.joined(separator: " ")
  }

  private func say(_ report: ExplorerReport) {
    Terminal.result(report.page)
    Terminal.error(
      "\(Terminal.count(report.runs, "run")), \(Terminal.bytes(report.bytes)); open it in a browser")
    if let folder = report.folder {
      Terminal.error(
        "\(Terminal.bytes(report.bytesBeside)) more did not fit into the budget and are in \(folder), which must stay beside it"
      )
    }
    report.remarks.prefix(Self.shownRemarks).forEach(Terminal.error)
    if report.remarks.count > Self.shownRemarks {
      Terminal.error("and \(report.remarks.count - Self.shownRemarks) remarks more (--json prints all)")
    }
  }

  private static let shownRemarks = 10
}
