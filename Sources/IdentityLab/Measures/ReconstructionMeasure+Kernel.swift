import LabBase

extension ReconstructionMeasure {
  /// The score that the tangent kernel predicts for a run's net, from the net's own start.
  static func prediction(
    _ run: ReconstructionRun, _ family: ProbeFamily, in context: ReconstructionContext
  ) throws(LabError) -> ProbeScore? {
    try context.value(of: KernelPrediction(), run).fromStart.score(of: family)
  }

  /// Reads the family that a prediction is about.
  ///
  /// - Throws: `LabError` for another word, or a family that no prediction is made for.
  static func predictedFamily(_ fields: inout YAMLMapping) throws(LabError) -> ProbeFamily {
    let family = try fields.choice("probe", ProbeFamily.self)
    guard KernelPrediction.families.contains(family) else {
      throw .badConfiguration(
        key: "probe", found: "\(family.rawValue) of a prediction by the tangent kernel",
        expected: "one of \(KernelPrediction.families.map(\.rawValue).joined(separator: ", "))")
    }
    return family
  }
}
