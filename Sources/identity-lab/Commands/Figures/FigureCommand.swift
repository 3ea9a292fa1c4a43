import ArgumentParser
import FigureRecipes
import Foundation
import IdentityLab
import LabBase
import LabDrawing
import LabFigures
import LabRuns
import LabSweeps

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
      recipe.
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

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var jobs: JobOptions

  func run() throws {
    if names == ["list"] { return try list() }
    let recipes = try chosenRecipes()
    if printsRecipe {
      recipes.forEach { Terminal.result($0.yaml.trimmingCharacters(in: .newlines)) }
      return
    }
    let formats = try figureFormats()
    if dryRun { return try forecast(recipes.map(\.recipe)) }
    InterruptSignal.install()
    let bar = ProgressBar(isQuiet: jobs.quiet || json)
    defer { bar.clear() }
    let production = FigureProduction(
      store: locations.store, lab: try locations.lab(threads: jobs.jobCount(), showing: bar),
      folder: locations.store.output + "/figures",
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
    let result = try series.make(
      recipes.map(\.recipe),
      findings: findings.map {
        .init(path: $0, command: command(names.joined(separator: " "), findings: $0))
      },
      shouldStop: { InterruptSignal.received != nil }
    ) { recipe, outcome in
      bar.clear()
      say(recipe, outcome)
    }
    if json {
      Terminal.json(result, as: .figures)
    } else {
      [result.index, result.findings].compactMap { $0 }.forEach(Terminal.result)
    }
    if InterruptSignal.received != nil { throw ExitCode(InterruptSignal.exitCode) }
    if !result.failed.isEmpty {
      Terminal.error("not made: \(result.failed.joined(separator: ", "))")
      throw ExitCode(3)
    }
  }

  /// Says what would be trained.
  private func forecast(_ recipes: [FigureRecipe<ReconstructionLab>]) throws {
    let report = try FigureForecastReport(
      recipes, preset: preset, overrides: Settings(overrides),
      lab: ReconstructionLab(locator: locations.locator), store: locations.store,
      jobs: jobs.jobCount())
    if json { Terminal.json(report, as: .figureForecast) } else { Terminal.result(report.text) }
    for (name, reason) in report.failed.sorted(by: { $0.key < $1.key }) {
      Terminal.error("\(name): \(reason)")
    }
    if !report.failed.isEmpty { throw ExitCode(3) }
  }

  /// Says what became of a figure.
  private func say(
    _ recipe: FigureRecipe<ReconstructionLab>, _ outcome: FigureSeries<ReconstructionLab>.Outcome
  ) {
    switch outcome {
    case .success(.made(let report, let pictures, let runs)):
      if !json { say(report, of: recipe, runs: runs, pictures) }
    case .success(.interrupted(let summary)):
      SweepPresenter.say(summary, of: recipe.name)
    case .success(.failed(let failures)):
      failures.forEach { Terminal.error("\(recipe.name): run \($0.runKey) failed: \($0.reason)") }
    case .failure(let error):
      Terminal.error("\(recipe.name): \(error)")
    }
  }

  private func say(
    _ report: FigureReport, of recipe: FigureRecipe<ReconstructionLab>, runs: Int, _ written: [WrittenPicture]
  ) {
    Terminal.result("\(recipe.name) (\(Terminal.count(runs, "run"))). The claim: \(recipe.finding)")
    let tested = report.claims.filter { $0.test != nil }
    for claim in tested {
      let sentence = claim.sentence.trimmingCharacters(in: ["."])
      Terminal.result("  \(claim.verdict.rawValue): \(claim.says) (\(claim.measure): \(sentence))")
    }
    let untested = report.claims.count - tested.count
    if untested > 0 {
      Terminal.result("  \(Terminal.count(untested, "claim")) untested: a test over seeds needs more of them")
    }
    written.forEach { Terminal.result("  \($0.path)") }
  }

  /// The command that makes a figure again, without folders: what a page says of it.
  private func command(_ name: String, findings: String? = nil) -> String {
    let settings: [(String, String?)] = overrides.map { given in
      let setting = ReconstructionConfiguration.settings[given.key]
      // A picture's name may hold what a shell would take for its own.
      return (setting.flag, setting.naming == .name ? "'\(setting.shown(given.text))'" : given.text)
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
  private var overrides: [GivenSetting] { [image, seed, steps].compactMap { $0 } }

  private func list() throws {
    let recipes = try FigureRecipes.all.map {
      try FigureRecipe<ReconstructionLab>(yaml: $0.yaml, name: $0.name + ".yaml")
    }
    if json {
      Terminal.json(["figures": recipes.map(\.name)], as: .figureList)
    } else {
      Terminal.result(
        Terminal.table(recipes.map { [$0.name, $0.source, $0.finding] }, leftColumns: 3))
    }
  }

  private func chosenRecipes() throws -> [(yaml: String, recipe: FigureRecipe<ReconstructionLab>)] {
    if let path = recipe {
      guard names.isEmpty else { throw LabError.usage("give names of figures or --recipe, not both") }
      let yaml = String(decoding: try AtomicFile.read(path), as: UTF8.self)
      return [(yaml, try FigureRecipe<ReconstructionLab>(yaml: yaml, name: path))]
    }
    let known = FigureRecipes.all.map(\.name)
    guard !names.isEmpty else {
      throw LabError.usage("name a figure: \(known.joined(separator: ", ")), or all, or list")
    }
    // The smoke recipe is a test of the program, not a figure of the paper.
    let chosen = names == ["all"] ? known.filter { $0 != "smoke" } : names
    return try chosen.map { name in
      guard let entry = FigureRecipes.all.first(where: { $0.name == name }) else {
        throw LabError.badConfiguration(
          key: "figure", found: "\"\(name)\"",
          expected: Spelling.choices(for: name, among: known + ["all", "list"]))
      }
      return (entry.yaml, try FigureRecipe<ReconstructionLab>(yaml: entry.yaml, name: name + ".yaml"))
    }
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
