import IdentityLab
import LabBase
import LabRuns

/// Prints runs for a reader.
enum RunPrinter {
  /// A run with its scores, the verdict first.
  static func print(
    _ record: ReconstructionRecord, _ status: RunStatus?, _ configuration: ReconstructionConfiguration,
    wasStored: Bool,
    store: RunStore<ReconstructionLab>
  ) {
    Terminal.result(verdict(record, configuration))
    if let hint = TrainingHint.text(record.outcome, configuration) { Terminal.result("  \(hint)") }
    Terminal.result("")
    let time =
      status.map { "\(Terminal.duration($0.seconds)), \(Terminal.short($0.millisecondsPerStep)) ms/step" }
      ?? ""
    let from = wasStored ? " (stored; nothing was computed)" : ""
    Terminal.result("run \(record.runKey)\(from)")
    Terminal.result("  \(summary(configuration)), \(record.parameterCount) parameters")
    Terminal.result("  pixels: \(configuration.normalize.statement)")
    Terminal.result("  \(record.steps) steps, \(time)")
    Terminal.result("  files in \(store.output)/\(record.directory)")
    Terminal.result("")
    if record.outcome != .fitted {
      Terminal.result("correlations of a net that is not fitted, which are no finding:")
    }
    printScores(record.evaluation, record.similarity)
  }

  /// What training came to and, of a fitted net, what it learnt: `fitted: … zone B, generalisation: …`.
  static func verdict(_ record: ReconstructionRecord, _ configuration: ReconstructionConfiguration) -> String
  {
    let loss = Terminal.short(record.finalLoss)
    let start = record.initialLoss.map { " from \(Terminal.short($0))" } ?? ""
    let training =
      "\(record.outcome.rawValue): \(record.outcome.meaning) (loss \(loss)\(start), "
      + "tolerance \(Terminal.short(configuration.tolerance)))"
    guard record.outcome == .fitted else { return training }
    let family = configuration.probes.zoneFamily
    guard let zone = record.zone, let score = record.score(of: family) else {
      return training + "\nno zone: a correlation is undefined, for the image or the answers have no contrast"
    }
    return training + "\nzone \(zone.rawValue), \(zone.meaning): correlation with identity "
      + "\(Terminal.correlation(score.correlationWithIdentity)), with constant "
      + "\(Terminal.correlation(score.correlationWithConstant)) on \(family.title) "
      + "(high from \(configuration.zoneThreshold))"
  }

  /// The tables of an evaluation.
  static func printScores(_ evaluation: [ProbeScore], _ similarity: [SimilarityScore]) {
    let constants = evaluation.first?.correlationWithEach?.count ?? 0
    let header =
      ["probe", "images", "identity", "constant", "mse to input", "mse to training"]
      + (0..<constants).map { "image \($0 + 1)" } + (constants > 0 ? ["their mean"] : [])
    let rows = evaluation.map { score in
      [
        score.probe.rawValue, String(score.count), Terminal.correlation(score.correlationWithIdentity),
        Terminal.correlation(score.correlationWithConstant), Terminal.short(score.mseToIdentity),
        Terminal.short(score.mseToConstant),
      ]
        + (score.correlationWithEach ?? []).map { Terminal.correlation($0) }
        + (constants > 0 ? [Terminal.correlation(score.correlationWithMean)] : [])
    }
    Terminal.result(Terminal.table([header] + rows))
    guard !similarity.isEmpty else { return }
    Terminal.result("")
    let curve = similarity.map { score in
      [
        Terminal.short(score.rho), Terminal.correlation(score.correlationWithIdentity),
        Terminal.correlation(score.correlationWithConstant),
      ]
    }
    Terminal.result(Terminal.table([["similarity ρ", "identity", "constant"]] + curve, leftColumns: 1))
  }

  /// One line that names a run: `cnn depth 5 width 128 k 5, relu, torch, sgd 0.01, seed 0, mnist:7 28x28`.
  static func summary(_ configuration: ReconstructionConfiguration) -> String {
    let width = configuration.width.map { " width \($0)" } ?? ""
    let kernel = configuration.kernelSize.map { " k \($0)" } ?? ""
    let activation = configuration.activation.map { "\($0.rawValue), " } ?? ""
    return
      "\(configuration.architecture.rawValue) depth \(configuration.depth)\(width)\(kernel), "
      + "\(activation)\(configuration.text(of: .initializer)), "
      + "\(configuration.text(of: .optimizer)) \(configuration.text(of: .learningRate)), seed \(configuration.seed), "
      + "\(configuration.image) \(configuration.text(of: .size))"
      + (configuration.crop.map { " of \($0)" } ?? "") + (configuration.gray == true ? ", gray" : "")
  }
}
