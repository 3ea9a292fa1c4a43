import IdentityLab
import LabRuns

extension ReconstructionLab {
  /// `fitted: … zone B, generalisation: …`.
  static func verdict(
    _ record: ReconstructionRecord, _ configuration: ReconstructionConfiguration
  ) -> String {
    let loss = Terminal.short(record.finalLoss)
    let start = record.initialLoss.map { " from \(Terminal.short($0))" } ?? ""
    let training =
      "\(record.outcome.rawValue): \(record.outcome.meaning) (loss \(loss)\(start), "
      + "tolerance \(Terminal.short(configuration.tolerance)))"
    guard record.outcome == .fitted else {
      return training + (record.plateau.map { "\n" + words($0, configuration) } ?? "")
    }
    let family = configuration.probes.zoneFamily
    guard let zone = record.zone, let score = record.score(of: family) else {
      return training + "\nno zone: a correlation is undefined, for the image or the answers have no contrast"
    }
    return training + "\nzone \(zone.rawValue), \(zone.meaning): correlation with identity "
      + "\(Terminal.correlation(score.correlationWithIdentity)), with constant "
      + "\(Terminal.correlation(score.correlationWithConstant)) on \(family.title) "
      + "(high from \(configuration.zoneThreshold))"
  }

  /// `gradient norm 0.00038; by an estimate on the long side it would leave the plateau after 20000 more updates
  /// at a rate of 0.01`.
  private static func words(_ plateau: Plateau, _ configuration: ReconstructionConfiguration) -> String {
    let gradient = "gradient norm \(Terminal.short(plateau.gradientNorm))"
    guard
      let steps = plateau.escapeSteps(
        learningRate: configuration.learningRate, momentum: configuration.momentum ?? 0), steps.isFinite,
      configuration.optimizer == .sgd, configuration.schedule == .step || configuration.schedule == .constant
    else { return gradient }
    let rounded = Double(String(format: "%.0e", steps)) ?? steps
    return gradient + "; by an estimate on the long side it would leave the plateau after "
      + "\(Terminal.number(rounded)) more updates at a rate of \(Terminal.short(configuration.learningRate))"
  }

  /// `cnn depth 5 width 128 k 5, relu, torch, sgd 0.01, seed 0, mnist:7 28x28`.
  static func summary(_ configuration: ReconstructionConfiguration) -> String {
    let width = configuration.width.map { " width \($0)" } ?? ""
    let kernel = configuration.kernelSize.map { " k \($0)" } ?? ""
    let activation = configuration.activation.map { "\($0.rawValue), " } ?? ""
    return
      "\(configuration.architecture.rawValue) depth \(configuration.depth)\(width)\(kernel), "
      + "\(activation)\(configuration.startText), "
      + "\(configuration.text(of: .optimizer)) \(configuration.text(of: .learningRate)), seed \(configuration.seed), "
      + "\(configuration.image) \(configuration.text(of: .size))"
      + (configuration.crop.map { " of \($0)" } ?? "") + (configuration.gray == true ? ", gray" : "")
      + (configuration.centred == true ? ", f − f₀" : "")
  }

  static func facts(
    _ record: ReconstructionRecord, _ configuration: ReconstructionConfiguration
  ) -> [String] {
    [
      "\(summary(configuration)), \(record.parameterCount) parameters",
      "pixels: \(configuration.normalize.statement)",
    ]
  }

  static func findings(
    _ record: ReconstructionRecord, _ configuration: ReconstructionConfiguration
  ) -> [String] {
    (record.outcome == .fitted ? [] : ["correlations of a net that is not fitted, which are no finding:"])
      + tables(record.evaluation, record.similarity)
  }

  /// The tables of an evaluation, with an empty line between.
  static func tables(_ evaluation: [ProbeScore], _ similarity: [SimilarityScore]) -> [String] {
    let constants = evaluation.first?.correlationWithEach?.count ?? 0
    let header =
      ["probe", "images", "identity", "constant", "a", "b", "|b|", "rest", "mse to input", "mse to training"]
      + (0..<constants).map { "image \($0 + 1)" } + (constants > 0 ? ["their mean"] : [])
    let rows = evaluation.map { score in
      [
        score.probe.rawValue, String(score.count), Terminal.correlation(score.correlationWithIdentity),
        Terminal.correlation(score.correlationWithConstant),
      ]
        + parts(score.decomposition) + [Terminal.correlation(score.decomposition?.constantMagnitude)]
        + [Terminal.correlation(score.decomposition?.residual)]
        + [Terminal.short(score.mseToIdentity), Terminal.short(score.mseToConstant)]
        + (score.correlationWithEach ?? []).map { Terminal.correlation($0) }
        + (constants > 0 ? [Terminal.correlation(score.correlationWithMean)] : [])
    }
    let probes = [Terminal.table([header] + rows)]
    guard !similarity.isEmpty else { return probes }
    let curve = similarity.map { score in
      [
        Terminal.short(score.rho), Terminal.correlation(score.correlationWithIdentity),
        Terminal.correlation(score.correlationWithConstant),
      ] + parts(score.decomposition)
    }
    let heads = ["similarity ρ", "identity", "constant", "a", "b"]
    return probes + ["", Terminal.table([heads] + curve, leftColumns: 1)]
  }

  /// a and b of f(x) = a·x + b·x̂ + r.
  private static func parts(_ decomposition: Decomposition?) -> [String] {
    [decomposition?.identity, decomposition?.constant].map { Terminal.correlation($0) }
  }
}
