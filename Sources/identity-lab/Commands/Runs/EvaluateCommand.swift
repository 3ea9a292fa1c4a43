import ArgumentParser
import IdentityLab
import LabBase

/// `evaluate`: ask a stored net again.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure a stored net: correlations, errors and zones, by probe and by similarity.",
    discussion: """
      Without further options this gives the numbers of the run's result.json. A convolutional net can be asked \
      about another image size with --size. For a fully connected net of depth 1 it also says how far the weights \
      are from the closed form of Theorem 1.
      """)

  @Argument(
    help: ArgumentHelp("The run: its key, the first digits of it, or its folder.", valueName: "run"),
    completion: .runs)
  var runName: String
  @OptionGroup var threads: ThreadOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "Image size N or HEIGHTxWIDTH for a convolutional net. (default: as trained)")
  var size: String?

  @Option(
    help:
      "What similarity inputs are mixed with: gaussian-noise, uniform-noise or images (other digits; of colour nets natural images)."
  )
  var family = "gaussian-noise"

  @Option(help: "Correlations with the training image, 0 to 1, separated by commas. (default: 0,0.1,…,1)")
  var rho: String?

  @Option(help: "Correlation from which on one counts as high. (default: the run's)")
  var zoneThreshold: Double?

  @Flag(name: .shortAndLong, help: "Say nothing of how far it is.")
  var quiet = false

  func run() throws {
    let request = EvaluationRequest(
      size: size, family: try similarityFamily(), rhos: try rhos(), zoneThreshold: zoneThreshold)
    let directory = try locations.store.run(matching: runName)
    let configuration = try directory.configuration()
    let bar = ProgressBar(isQuiet: quiet || format.json)
    defer { bar.clear() }
    let threads = try threads.count()
    let lab = try locations.placed(with: directory.output).lab(threads: threads, showing: bar)
    let evaluation = try request.evaluate(
      directory, lab: lab, threads: threads, onProgress: { bar.draw($0, "asking run \(directory.runKey)") })
    let theorem1 = try directory.distanceFromTheorem1(lab: lab)
    bar.clear()
    if format.json {
      Terminal.json(
        EvaluationReport(runKey: directory.runKey, evaluation: evaluation, theorem1: theorem1),
        as: .evaluation)
      return
    }
    Terminal.result("run \(directory.runKey)")
    Terminal.result("  \(RunPrinter.summary(configuration))")
    if let size { Terminal.result("  asked about images of size \(size)") }
    Terminal.result("")
    RunPrinter.printScores(evaluation.evaluation, evaluation.similarity)
    Terminal.result("")
    let outcome = directory.record?.outcome
    guard outcome == .fitted else {
      let state = outcome.map { "\($0.rawValue): \($0.meaning)" } ?? "not finished"
      Terminal.result("no zones, for the net is not fitted (\(state))")
      return
    }
    let threshold = zoneThreshold ?? configuration.zoneThreshold
    let zones = evaluation.similarity.map { $0.zone(threshold: threshold).rawValue }.joined(separator: " ")
    Terminal.result("zones along ρ: \(zones)")
    if let zone = evaluation.zone {
      Terminal.result(
        "zone on \(configuration.probes.zoneFamily.title): \(zone.rawValue), \(zone.meaning) (threshold \(threshold))"
      )
    }
    if let theorem1 {
      Terminal.result("Theorem 1: weights differ from its formula by \(Terminal.short(theorem1)), relative")
    }
  }

  private func similarityFamily() throws -> SimilarityFamily {
    guard let known = SimilarityFamily(rawValue: family) else {
      throw LabError.badConfiguration(
        key: "--family", found: "\"\(family)\"",
        expected: Spelling.choices(for: family, among: SimilarityFamily.allCases.map(\.rawValue)))
    }
    return known
  }

  private func rhos() throws -> [Double]? {
    guard let rho else { return nil }
    return try rho.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let value = Double(part), (0...1).contains(value) else {
        throw LabError.badConfiguration(
          key: "--rho", found: "\"\(part)\"", expected: "correlations from 0 to 1, separated by commas")
      }
      return value
    }
  }
}
