import ArgumentParser
import LabBase
import LabRuns
import LabSweeps

/// `boundary`: where a measure crosses a level.
struct BoundaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "boundary",
    abstract:
      "Find where a measure crosses a level along a setting, by bisection, with a part of the full grid's runs.",
    discussion: """
      identity-lab boundary --axis depth --over kernel-size=3,5,7 --seeds 5 --measure constant --level 0.8

      Every combination of the settings that are lists is a column, as in sweep run; the axis is a list or range too \
      (--depth 1..24 where the axis is the depth and nothing else is said). Of each column the ends and --probes \
      places between are run, then the middle between neighbours on different sides, until these are next to each \
      other. A place is below or above by the mean over its fitted seeds, and unknown where it has none; the border of \
      what is unknown is bisected as the crossing is. Guides/Boundary.md says what the intervals are, and what \
      bisection cannot see.

      Measures are what sweep show has as numbers. The runs are a sweep, which the same command goes on with, and \
      which sweep show, grid and plot take by its name; more seeds, by the same command, are added to it.
      """)

  @Option(
    help: "The setting of numbers along which the level is crossed, such as depth or learning-rate.",
    completion: .settings)
  var axis: String

  @Option(
    help: ArgumentHelp(
      "A setting with the values that have a column each, as its own flag says. May be repeated.",
      valueName: "name=values"))
  var over: [String] = []

  @Option(help: "How many seeds a place has, from 0 on. (default: what --seed says, or 1)")
  var seeds: Int?

  @Option(help: "The number that is measured, such as constant, identity@fashion, loss or testAccuracy.")
  var measure: String

  @Option(parsing: .unconditional, help: "The level that it crosses.") var level: Double

  @Option(parsing: .unconditional, help: "How many places between the ends are run first, evenly spread.")
  var probes = 3

  @Option(
    help: ArgumentHelp(
      "Outcomes whose runs count beside the fitted ones: plateau, descending, diverged, with commas between. Findings of "
        + "nets that reconstruct images are of fitted ones only.", valueName: "outcomes"))
  var admit: String?

  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "The sweep's name. (default: made of the axis and a digest)")
  var name: String?

  @Flag(
    help:
      "Only say how many runs it takes where every column crosses once, how long they may take and their disk."
  )
  var dryRun = false

  func run() throws {
    let given = try over.map { text throws(LabError) in try AxisText(text) }
    try find(
      given,
      experiment.laboratory(beside: given.map(\.word) + [SettingChoice.Word(word: axis, name: "--axis")]))
  }

  private func find<L: ProgramLab>(_ given: [AxisText], _: L.Type) throws {
    let bar = ProgressBar(isQuiet: jobs.quiet || format.json)
    defer { bar.clear() }
    let (axis, measure, admits) = (try key(of: L.self), try quantity(of: L.self), try admitted())
    let settings = try settings(given, along: axis, of: L.self)
    let lab = try locations.lab(L.self, threads: jobs.jobCount(), showing: bar)
    let expansion = try SweepExpansion(settings, lab: lab)
    let boundary = try Boundary(
      expansion, axis: axis, measure: measure, level: level, probes: probes, admits: admits)
    let sweep = try StagedSweep(
      name: name ?? boundary.usualName, question: boundary.question, axes: boundary.axes,
      store: locations.store(of: L.self))
    bar.clear()
    Remarks.say(about: settings, expansion, lab)
    if dryRun {
      let forecast = SweepForecast(
        plan: sweep.plan(of: boundary.forecast), store: locations.store(), jobs: try jobs.jobCount())
      BoundaryForecast(boundary, forecast).print(asJSON: format.json)
      return
    }
    InterruptSignal.install()
    let presenter = SweepPresenter(locations: locations, jobs: jobs, isQuiet: format.json)
    let outcome = try sweep.make(boundary.chosen) { try presenter.run($0, policy: .keepGoing) }
    let known = try SweepPresenter.known(outcome, of: sweep.name)
    let table = SweepDirectory<L>(output: locations.folder, name: sweep.name).file("results.csv")
    let report = BoundaryReport(boundary, known, name: sweep.name, table: table)
    if format.json { Terminal.json(report, as: .boundary) } else { report.show() }
  }

  private func key<L: ProgramLab>(of _: L.Type) throws(LabError) -> SettingKey {
    let key = try L.Configuration.settings.key(flag: axis, option: "--axis")
    try Boundary<L>.requireNumbers(along: key)
    return key
  }

  private func quantity<L: ProgramLab>(of _: L.Type) throws(LabError) -> RunQuantity<L> {
    try RunQuantity.named(measure, option: "--measure")
  }

  private func admitted() throws(LabError) -> [TrainingOutcome] {
    var outcomes: [TrainingOutcome] = []
    for word in admit.map({ SweepPictureOptions.words([$0]) }) ?? [] {
      guard let outcome = TrainingOutcome(rawValue: word) else {
        throw .badConfiguration(
          key: "--admit", found: "\"\(word)\"",
          expected: Spelling.choices(for: word, among: TrainingOutcome.allCases.map(\.rawValue)))
      }
      outcomes.append(outcome)
    }
    return outcomes
  }

  /// The settings of the full grid: file, flags, --over, --seeds, and the usual values of the axis.
  private func settings<L: ProgramLab>(
    _ given: [AxisText], along axis: SettingKey, of _: L.Type
  ) throws(LabError) -> Settings {
    var settings = experiment.settings(over: try experiment.file(of: L.self))
    for text in given {
      let key = try L.Configuration.settings.key(flag: text.name, option: "--over")
      guard !experiment.given.contains(where: { $0.key == key }) else {
        throw .badConfiguration(
          key: "--over", found: "\(text.name), which --\(L.Configuration.settings[key].flag) gives too",
          expected: "one of the two")
      }
      settings.give(text.values, for: key, named: "--over \(text.name)")
    }
    if let seeds {
      guard !experiment.given.contains(where: { $0.key == .seed }) else {
        throw .badConfiguration(key: "--seeds", found: "\(seeds) beside --seed", expected: "one of the two")
      }
      guard (1...ValueList.limit).contains(seeds) else {
        throw .badConfiguration(
          key: "--seeds", found: "\(seeds)", expected: "a number from 1 to \(ValueList.limit)")
      }
      settings.give("0..\(seeds - 1)", for: .seed, named: "--seeds")
    }
    if axis == .depth, settings[axis] == nil { settings[axis] = "1..24" }
    guard settings[axis] != nil else {
      let flag = L.Configuration.settings[axis].flag
      throw .badConfiguration(
        key: "--axis", found: "\(flag) without values",
        expected: "--\(flag) beside it, with a list or a range")
    }
    return settings
  }
}
