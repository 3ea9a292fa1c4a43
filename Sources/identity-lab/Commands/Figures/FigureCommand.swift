import ArgumentParser
import FigureRecipes
import Foundation
import IdentityLab
import LabBase
import LabData
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
      `figure list` names them, `figure all` makes every one. Pictures go to OUT/figures/NAME.png with a sidecar \
      NAME.json, and index.html beside them shows all that are there; runs are kept and reused by other figures. \
      Flags of the experiment that a recipe leaves open, such as --image or --seed, can be given and win over the \
      recipe.
      """)

  @Argument(help: "Names of figures, or all, or list.")
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

  @Flag(help: "Print the result as one JSON object.")
  var json = false

  @Option(help: "Training image instead of the recipe's.") var image: String?
  @Option(help: "Seeds instead of the recipe's, such as 0..4.") var seed: String?
  @Option(help: "Largest number of updates instead of the recipe's.") var steps: String?

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
    InterruptSignal.install()
    let production = FigureProduction(
      store: locations.store, lab: locations.lab, folder: figuresFolder, formats: formats,
      threads: try jobs.jobCount(), train: train)
    var result = FigureResult()
    var exitCode: Int32 = 0
    for recipe in recipes {
      do {
        exitCode = max(exitCode, try make(recipe.recipe, production, &result))
      } catch let error as LabError where recipes.count > 1 {
        // One figure's trouble, such as data that are missing, must not cost the others.
        Terminal.error("\(recipe.recipe.name): \(error)")
        result.failed.append(recipe.recipe.name)
        exitCode = max(exitCode, 1)
      }
      // After every figure, so that an interruption leaves a page of what is there.
      result.index = try FigureIndex.write(in: figuresFolder, order: FigureRecipes.all.map(\.name))
      if InterruptSignal.received != nil { break }
    }
    if let findings {
      let command = command(names.joined(separator: " "), findings: findings)
      try FindingsGuide(reports: result.reports, command: command).write(to: findings, figures: figuresFolder)
      result.findings = findings
    }
    if json {
      Terminal.json(result)
    } else {
      [result.index, result.findings].compactMap { $0 }.forEach(Terminal.result)
    }
    if !result.failed.isEmpty {
      Terminal.error("not made: \(result.failed.joined(separator: ", "))")
    }
    if InterruptSignal.received != nil { throw ExitCode(InterruptSignal.exitCode) }
    if exitCode != 0 { throw ExitCode(exitCode) }
  }

  private var figuresFolder: String { locations.store.output + "/figures" }

  /// Makes one figure and says so; the exit code is that of a sweep with failed runs where some failed.
  private func make(
    _ recipe: FigureRecipe<ReconstructionLab>, _ production: FigureProduction<ReconstructionLab>,
    _ result: inout FigureResult
  ) throws -> Int32 {
    let outcome = try production.make(
      recipe, preset, overrides: overrides, command: command(recipe.name))
    switch outcome {
    case .made(let report, let pictures, let runs):
      result.figures += pictures
      result.reports.append(report)
      if !json { say(report, of: recipe, runs: runs, pictures) }
      return 0
    case .interrupted(let summary):
      Terminal.error(
        "\(recipe.name): stopped with \(summary.done) of \(summary.total) runs done; run it again to go on")
    case .failed(let failures):
      failures.forEach { Terminal.error("\(recipe.name): run \($0.runKey) failed: \($0.reason)") }
    }
    result.failed.append(recipe.name)
    return 3
  }

  /// Makes the runs of a plan that are missing, under a progress bar.
  private func train(_ plan: SweepPlan<ReconstructionLab>) throws -> SweepSummary {
    try SweepPresenter(locations: locations, jobs: jobs, isQuiet: json).run(plan, policy: .keepGoing)
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
    let options = [
      ("recipe", recipe.map(Self.fileName)), ("preset", preset.rawValue),
      ("image", image.map { "'\(TrainingSpec.name(of: $0))'" }),
      ("seed", seed), ("steps", steps), ("findings", findings.map(Self.fileName)),
    ]
    let given = options.compactMap { option, value in value.map { "--\(option) \($0)" } }
    return (["identity-lab figure"] + (recipe == nil ? [name] : []) + given).joined(separator: " ")
  }

  private static func fileName(_ path: String) -> String {
    URL(fileURLWithPath: path).lastPathComponent
  }

  private var overrides: Settings {
    var settings = Settings()
    settings[.image] = image
    settings[.seed] = seed
    settings[.steps] = steps
    return settings
  }

  private func list() throws {
    let recipes = try FigureRecipes.all.map {
      try FigureRecipe<ReconstructionLab>(yaml: $0.yaml, name: $0.name + ".yaml")
    }
    if json {
      Terminal.json(["figures": recipes.map(\.name)])
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
          expected: "one of \(known.joined(separator: ", ")), all or list")
      }
      return (entry.yaml, try FigureRecipe<ReconstructionLab>(yaml: entry.yaml, name: name + ".yaml"))
    }
  }

  private func figureFormats() throws -> [FigureFormat] {
    try format.split(separator: ",", omittingEmptySubsequences: false).map { word in
      guard let format = FigureFormat(rawValue: String(word)) else {
        throw LabError.badConfiguration(
          key: "format", found: "\"\(word)\"",
          expected: FigureFormat.allCases.map(\.rawValue).joined(separator: ", ") + " separated by commas")
      }
      return format
    }
  }
}
