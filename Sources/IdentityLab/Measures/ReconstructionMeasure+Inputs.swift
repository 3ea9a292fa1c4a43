import LabBase

extension ReconstructionMeasure.Inputs {
  /// What a run scores on these inputs: its mean correlations and what its answers are made of.
  typealias Score = (identity: Double?, constant: Double?, decomposition: Decomposition?)

  /// A run's score; nil where these inputs were not scored.
  ///
  /// - Throws: `LabError` where the weights or data that are needed are not there.
  func score(of run: ReconstructionRun, in context: ReconstructionContext) throws(LabError) -> Score? {
    switch self {
    case .probe(let family):
      return run.record.score(of: family).map(Self.score)
    case .resized(let family, let size):
      return try context.value(of: SizeScores(size: size), run).first { $0.probe == family }.map(Self.score)
    case .rho(let rho):
      // Grids are written with few decimals, and 0.1 + 0.2 must find 0.3.
      return run.record.similarity.first { abs($0.rho - rho) < 1e-9 }.map {
        ($0.correlationWithIdentity, $0.correlationWithConstant, $0.decomposition)
      }
    }
  }

  /// What a run's answers on these inputs are made of, asked anew where its result does not say; nil where they were not
  /// scored.
  ///
  /// - Throws: `LabError` where the weights or data that are needed are not there.
  func decomposition(
    of run: ReconstructionRun, in context: ReconstructionContext
  ) throws(LabError) -> Decomposition? {
    guard let score = try score(of: run, in: context) else { return nil }
    if let decomposition = score.decomposition { return decomposition }
    let scores = try context.value(of: ProbeScores(), run)
    switch self {
    case .probe(let family): return scores.evaluation.first { $0.probe == family }?.decomposition
    case .rho(let rho): return scores.similarity.first { abs($0.rho - rho) < 1e-9 }?.decomposition
    case .resized: return nil
    }
  }

  private static func score(_ score: ProbeScore) -> Score {
    (score.correlationWithIdentity, score.correlationWithConstant, score.decomposition)
  }

  /// The inputs in words.
  var title: String {
    switch self {
    case .probe(let family): family.title
    case .resized(let family, let size): "\(family.title) of \(size)×\(size) pixels"
    case .rho(let rho): "inputs of ρ = \(NumberText.short(rho))"
    }
  }
}
