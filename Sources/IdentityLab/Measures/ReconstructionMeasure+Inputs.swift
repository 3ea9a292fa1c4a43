import LabBase

extension ReconstructionMeasure.Inputs {
  /// A run's mean correlations on these inputs; nil where they were not scored or the output is constant.
  func correlations(
    of run: ReconstructionRun, in context: ReconstructionContext
  ) throws(LabError) -> (identity: Double?, constant: Double?) {
    switch self {
    case .probe(let family):
      let score = run.record.score(of: family)
      return (score?.correlationWithIdentity, score?.correlationWithConstant)
    case .resized(let family, let size):
      let score = try context.value(of: SizeScores(size: size), run).first { $0.probe == family }
      return (score?.correlationWithIdentity, score?.correlationWithConstant)
    case .rho(let rho):
      // Grids are written with few decimals, and 0.1 + 0.2 must find 0.3.
      let score = run.record.similarity.first { abs($0.rho - rho) < 1e-9 }
      return (score?.correlationWithIdentity, score?.correlationWithConstant)
    }
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
