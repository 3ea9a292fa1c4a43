import ArgumentParser
import FigureRecipes
import Foundation
import LabBase
import LabDrawing
import LabFigures
import LabRuns
import LabSweeps
import MemorisationLab

/// `figure`: train what a figure needs and draw it.
struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Make figures of the paper: train what is missing, then draw.",
    discussion: """
      `figure list` names them, `figure all` makes every one. Pictures go to OUT/figures/NAME-PRESET.png with a \
      sidecar NAME-PRESET.json, and index.html beside them shows all that are there; settings that win over the \
      recipe's stand in the name, too. Runs are kept and reused by other figures. \
      Flags of the experiment that a recipe leaves open, such as --image or --seed, can be given and win over the \
      recipe; those of one laboratory choose its figures of all.
      """)

  @Argument(help: "Names of figures, or all, or list.", completion: .figures)
  var names: [String] = []

  @Option(help: "quick (a minute, built-in images), standard (minutes to hours) or paper (a night or more).")
  var preset = FigurePresetName.quick

  @Option(help: "Formats separated by commas: png, svg, pdf.")
  var format = "png"

  @Option(help: "Make the figure of an own recipe.", completion: .file(extensions: ["yaml"]))
  var recipe: String?

  @Flag(name: .customLong("print"), help: "Print the recipe instead of running it.")
  var printsRecipe = false

  @Option(
    help: "Write claims and measurements of these figures to a Markdown file, pictures to Gallery beside it.",
    completion: .file(extensions: ["md"]))
  var findings: String?

  @Flag(help: "Only say how many runs would be trained, and how long that may take.")
  var dryRun = false

  @OptionGroup var replacing: ReplacingOptions

  @Flag(help: "Print the result as one JSON object.")
  var json = false

  @Option(setting: .image, help: "Training image instead of the recipe's.") var image: GivenSetting?
  @Option(setting: .seed, help: "Seeds instead of the recipe's, such as 0..4.") var seed: GivenSetting?
  @Option(setting: .steps, help: "Largest number of updates instead of the recipe's.")
  var steps: GivenSetting?
  @Option(setting: .dataSet, help: "Training set instead of the recipe's.") var dataSet: GivenSetting?
  @Option(setting: .epochs, help: "Largest number of epochs instead of the recipe's.")
  var epochs: GivenSetting?

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var jobs: JobOptions

  func run() throws {
    if names == ["list"] { return try list() }
    let figures = try chosenFigures()
    if printsRecipe {
      figures.forEach { Terminal.result($0.yaml.trimmingCharacters(in: .newlines)) }
      return
    }
    let formats = try figureFormats()
    if dryRun { return try forecast(figures) }
    InterruptSignal.install()
    var result = figures.count == 1 ? nil : FigureSeriesResult()
    let parts = Self.byLaboratory(figures)
    for (place, part) in parts.enumerated() where InterruptSignal.received == nil {
      result = try make(
        part.figures, of: part.lab.laboratory, after: result, formats: formats,
        isLast: place == parts.count - 1)
    }
    let made = result ?? FigureSeriesResult()
    if json {
      Terminal.json(made, as: .figures)
    } else {
      [made.index, made.findings].compactMap { $0 }.forEach(Terminal.result)
    }
    if InterruptSignal.received != nil { throw ExitCode(InterruptSignal.exitCode) }
    if !made.failed.isEmpty {
      Terminal.error("not made: \(made.failed.joined(separator: ", "))")
      throw ExitCode(3)
    }
  }

  /// Figures that follow each other and are of the same laboratory, together.
  private static func byLaboratory(
    _ figures: [FigureChoice]
  ) -> [(lab: LabName, figures: [FigureChoice])] {
    figures.reduce(into: []) { parts, figure in
      if parts.last?.lab == figure.lab {
        parts[parts.count - 1].figures.append(figure)
      } else {
        parts.append((figure.lab, [figure]))
      }
    }
  }

  /// Makes figures of one laboratory, after those of others.
  private func make<L: ProgramLab>(
    _ figures: [FigureChoice], of _: L.Type, after earlier: FigureSeriesResult?, formats: [FigureFormat],
    isLast: Bool
  ) throws -> FigureSeriesResult {
    let bar = ProgressBar(isQuiet: jobs.quiet || json)
    defer { bar.clear() }
    let production = FigureProduction(
      store: locations.store(of: L.self), lab: try locations.lab(threads: jobs.jobCount(), showing: bar),
      folder: locations.folder + "/figures",
      formats: formats, force: replacing.force, threads: try jobs.jobCount()
    ) { plan in
      bar.clear()
      let summary = try SweepPresenter(locations: locations, jobs: jobs, isQuiet: json).run(
        plan, policy: .keepGoing)
      bar.watch("\(plan.name): drawing and testing claims")
      return summary
    }
    let series = FigureSeries(
      production, preset: preset, overrides: Settings(overrides), order: FigureRecipes.all.map(\.name)
    ) { command($0) }
    return try series.make(
      figures.map { try $0.recipe() }, after: earlier,
      findings: isLast
        ? findings.map {
          FigureFindings(path: $0, command: command(names.joined(separator: " "), findings: $0))
        } : nil,
      shouldStop: { InterruptSignal.received != nil }
    ) { recipe, outcome in
      bar.clear()
      say(recipe, outcome)
    }
  }

  /// Says what would be trained.
  private func forecast(_ figures: [FigureChoice]) throws {
    var reports: [FigureForecastReport] = []
    for part in Self.byLaboratory(figures) {
      reports.append(
        try lookAhead(part.figures, of: part.lab.laboratory, isOnly: figures.count == 1))
    }
    let report = try FigureForecastReport(adding: reports, jobs: jobs.jobCount())
    if json { Terminal.json(report, as: .figureForecast) } else { Terminal.result(report.text) }
    for (name, reason) in report.failed.sorted(by: { $0.key < $1.key }) {
      Terminal.error("\(name): \(reason)")
    }
    if !report.failed.isEmpty { throw ExitCode(3) }
  }

  private func lookAhead<L: ProgramLab>(
    _ figures: [FigureChoice], of _: L.Type, isOnly: Bool
  ) throws -> FigureForecastReport {
    try FigureForecastReport(
      figures.map { try $0.recipe(of: L.self) }, isOnly: isOnly, preset: preset,
      overrides: Settings(overrides), lab: L.make(locator: locations.locator, output: nil),
      store: locations.store(),
      jobs: jobs.jobCount())
  }

  /// Says what became of a figure.
  private func say<L: ProgramLab>(_ recipe: FigureRecipe<L>, _ outcome: FigureSeries<L>.Outcome) {
    switch outcome {
    case .success(.made(let report, let pictures, let runs)):
      if !json { say(report, of: recipe.name, recipe.finding, runs: runs, pictures) }
    case .success(.interrupted(let summary)):
      SweepPresenter.say(summary, of: recipe.name)
    case .success(.failed(let failures)):
      failures.forEach { Terminal.error("\(recipe.name): run \($0.runKey) failed: \($0.reason)") }
    case .failure(let error):
      Terminal.error("\(recipe.name): \(error)")
    }
  }

  private func say(
    _ report: FigureReport, of name: String, _ finding: String, runs: Int, _ written: [WrittenPicture]
  ) {
    Terminal.result("\(name) (\(Terminal.count(runs, "run"))). The claim: \(finding)")
    let tested = report.claims.filter { $0.test != nil }
    for claim in tested {
      let sentence = claim.sentence.trimmingCharacters(in: ["."])
      Terminal.result("  \(claim.verdict.rawValue): \(claim.says) (\(claim.measure): \(sentence))")
    }
    for claim in report.claims where claim.test == nil {
      Terminal.result("  untested: \(claim.says) (\(claim.sentence.trimmingCharacters(in: ["."])))")
    }
    written.forEach { Terminal.result("  \($0.path)") }
  }

  /// The command that makes a figure again, without folders: what a page says of it.
  private func command(_ name: String, findings: String? = nil) -> String {
    let settings: [(String, String?)] = overrides.map { given in
      let flag = SettingFlag(given.key)
      // A picture's name may hold what a shell would take for its own.
      return (flag.name, flag.isName ? "'\(flag.shown(given.text))'" : given.text)
    }
    let options =
      [("recipe", recipe.map(Self.fileName)), ("preset", preset.rawValue)] + settings
      + [("findings", findings.map(Self.fileName))]
    let given = options.compactMap { option, value in value.map { "--\(option) \($0)" } }
    return (["identity-lab figure"] + (recipe == nil ? [name] : []) + given).joined(separator: " ")
  }

  private static func fileName(_ path: String) -> String {
    URL(fileURLWithPath: path).lastPathComponent
  }

  /// The settings that win over a recipe's.
  private var overrides: [GivenSetting] { [image, seed, steps, dataSet, epochs].compactMap { $0 } }

  private func list() throws {
    let figures = try FigureRecipes.all.map { try FigureChoice(named: $0.name) }
    let rows = try figures.map { try row($0, of: $0.lab.laboratory) }
    if json {
      Terminal.json(["figures": rows.map { $0[0] }], as: .figureList)
    } else {
      Terminal.result(Terminal.table(rows, leftColumns: 3))
    }
  }

  private func row<L: ProgramLab>(_ figure: FigureChoice, of _: L.Type) throws(LabError) -> [String] {
    let recipe = try figure.recipe(of: L.self)
    return [recipe.name, recipe.source, recipe.finding]
  }

  /// The figures that are asked for: of `all` those that have the settings that are given.
  private func chosenFigures() throws(LabError) -> [FigureChoice] {
    if let path = recipe {
      guard names.isEmpty else { throw .usage("give names of figures or --recipe, not both") }
      let yaml = String(decoding: try InputFile(path).read(upTo: Int.max), as: UTF8.self)
      return [try FigureChoice(file: path, yaml: yaml).requiring(overrides)]
    }
    let known = FigureRecipes.all.map(\.name)
    guard !names.isEmpty else {
      throw .usage("name a figure: \(known.joined(separator: ", ")), or all, or list")
    }
    var figures: [FigureChoice] = []
    if names == ["all"] {
      let fitting = Set(LabName.allCases.filter { lab in overrides.allSatisfy(lab.has) })
      // The smoke recipe is a test of the program, not a figure of the paper.
      for name in known where name != "smoke" { figures.append(try FigureChoice(named: name)) }
      return figures.filter { fitting.contains($0.lab) }
    }
    for name in names { figures.append(try FigureChoice(named: name).requiring(overrides)) }
    return figures
  }

  private func figureFormats() throws -> [FigureFormat] {
    try format.split(separator: ",", omittingEmptySubsequences: false).map { word in
      guard let format = FigureFormat(rawValue: String(word)) else {
        throw LabError.badConfiguration(
          key: "--format", found: "\"\(word)\"",
          expected: Spelling.choices(for: String(word), among: FigureFormat.allCases.map(\.rawValue))
            + ", several separated by commas")
      }
      return format
    }
  }
}
