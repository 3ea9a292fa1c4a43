/// All that is measured of a trained net: the part of a run's result that this folder is about.
package struct Evaluation: Equatable, Sendable {
  /// The run's zone, see ``Zone/ofRun(probes:family:threshold:)``; nil if its family was not scored.
  package let zone: Zone?
  /// One score a probe family, in the families' order.
  package let evaluation: [ProbeScore]
  /// One score a ρ, in the order of the protocol's grid.
  package let similarity: [SimilarityScore]

  /// Makes an evaluation of its scores.
  package init(zone: Zone?, evaluation: [ProbeScore], similarity: [SimilarityScore]) {
    self.zone = zone
    self.evaluation = evaluation
    self.similarity = similarity
  }
}

extension Evaluation: Codable {
  private enum CodingKeys: String, CodingKey {
    case zone, evaluation, similarity
  }

  /// Writes every key, an absent zone as null.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(zone, forKey: .zone)
    try container.encode(evaluation, forKey: .evaluation)
    try container.encode(similarity, forKey: .similarity)
  }
}
