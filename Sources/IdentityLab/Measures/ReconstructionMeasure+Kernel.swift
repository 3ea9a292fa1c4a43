import LabBase

extension ReconstructionMeasure {
  /// The score that the tangent kernel predicts for a run's net, from the net's own start.
  static func prediction(
    _ run: ReconstructionRun, _ family: ProbeFamily, in context: ReconstructionContext
  ) throws(LabError) -> ProbeScore? {
    try context.value(of: KernelPrediction(), run).fromStart.score(of: family)
  }

  /// How far a run's score is from that; nil where either is undefined.
  static func gap(
    _ run: ReconstructionRun, _ family: ProbeFamily, in context: ReconstructionContext,
    of value: (ProbeScore) -> Double?
  ) throws(LabError) -> Double? {
    guard let trained = run.record.score(of: family).flatMap(value),
      let predicted = try prediction(run, family, in: context).flatMap(value)
    else { return nil }
    return abs(trained - predicted)
  }

  /// Reads the family that a prediction is about.
  ///
  /// - Throws: `LabError` for another word, or a family that no prediction is made for.
  static func predictedFamily(_ fields: inout YAMLMapping) throws(LabError) -> ProbeFamily {
    try family(&fields, of: KernelPrediction.families, "a prediction by the tangent kernel")
  }

  /// Reads the family that the course of training is followed on.
  ///
  /// - Throws: `LabError` for another word, or a family that it is not followed on.
  static func followedFamily(_ fields: inout YAMLMapping) throws(LabError) -> ProbeFamily {
    try family(&fields, of: Trajectory.drawnFamilies, "the course of training")
  }

  private static func family(
    _ fields: inout YAMLMapping, of families: [ProbeFamily], _ subject: String
  ) throws(LabError) -> ProbeFamily {
    let family = try fields.choice("probe", ProbeFamily.self)
    guard families.contains(family) else {
      throw .badConfiguration(
        key: "probe", found: "\(family.rawValue) of \(subject)",
        expected: "one of \(families.map(\.rawValue).joined(separator: ", "))")
    }
    return family
  }
}
