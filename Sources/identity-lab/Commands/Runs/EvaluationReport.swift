import IdentityLab
import LabRuns

/// What `evaluate` says of a net that reconstructs images.
struct EvaluationReport: PrintedReport {
  let schema = OutputSchema.evaluation
  private let run: RunDirectory<ReconstructionLab>
  private let configuration: ReconstructionConfiguration
  private let evaluation: Evaluation
  private let theorem1: Double?
  private let asked: NetQuestions

  private enum CodingKeys: String, CodingKey {
    case runKey, theorem1RelativeError
  }

  /// States what a net answered.
  ///
  /// - Parameters:
  ///   - theorem1: how far its weights are from the theorem's; nil of a net that it is not about.
  ///   - asked: what was asked beside what the run did.
  init(
    _ run: RunDirectory<ReconstructionLab>, configuration: ReconstructionConfiguration,
    evaluation: Evaluation, theorem1: Double?, asked: NetQuestions
  ) {
    self.run = run
    self.configuration = configuration
    self.evaluation = evaluation
    self.theorem1 = theorem1
    self.asked = asked
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(run.runKey, forKey: .runKey)
    try container.encodeIfPresent(theorem1, forKey: .theorem1RelativeError)
    try evaluation.encode(to: encoder)
  }

  var lines: [String] {
    ["run \(run.runKey)", "  \(ReconstructionLab.summary(configuration))"]
      + (asked.size.map { ["  asked about images of size \($0)"] } ?? []) + [""]
      + ReconstructionLab.tables(evaluation.evaluation, evaluation.similarity) + [""] + zones
  }

  private var zones: [String] {
    let outcome = run.record?.outcome
    guard outcome == .fitted else {
      let state = outcome.map { "\($0.rawValue): \($0.meaning)" } ?? "not finished"
      return ["no zones, for the net is not fitted (\(state))"]
    }
    let threshold = asked.zoneThreshold ?? configuration.zoneThreshold
    let zones = evaluation.similarity.map { $0.zone(threshold: threshold).rawValue }.joined(separator: " ")
    let zone = evaluation.zone.map { zone in
      "zone on \(configuration.probes.zoneFamily.title): \(zone.rawValue), \(zone.meaning) (threshold \(threshold))"
    }
    let distance = theorem1.map {
      "Theorem 1: weights differ from its formula by \(Terminal.short($0)), relative"
    }
    return ["zones along ρ: \(zones)"] + [zone, distance].compactMap(\.self)
  }
}
