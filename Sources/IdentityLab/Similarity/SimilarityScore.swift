/// How a net did on the similarity protocol's inputs at one ρ: means over the inputs.
package struct SimilarityScore: Equatable, Sendable {
  /// Pearson(x, x̂) of the inputs, in [0, 1].
  package let rho: Double
  /// Mean of Pearson(f(x), x) over the inputs for which it is defined, in [−1, 1]; nil if for none.
  package let correlationWithIdentity: Double?
  /// Mean of Pearson(f(x), x̂) over the inputs for which it is defined, in [−1, 1]; nil if for none.
  package let correlationWithConstant: Double?

  /// What the answers are made of, at ρ = 1 undefined; nil in results of versions that did not ask.
  package let decomposition: Decomposition?

  /// Makes a score of its numbers.
  package init(
    rho: Double, correlationWithIdentity: Double?, correlationWithConstant: Double?,
    decomposition: Decomposition? = nil
  ) {
    self.rho = rho
    self.correlationWithIdentity = correlationWithIdentity
    self.correlationWithConstant = correlationWithConstant
    self.decomposition = decomposition
  }

  /// The zone of the two correlations: one cell of a map over depth and ρ.
  package func zone(threshold: Double = Zone.defaultThreshold) -> Zone {
    Zone(
      correlationWithIdentity: correlationWithIdentity, correlationWithConstant: correlationWithConstant,
      threshold: threshold)
  }
}

extension SimilarityScore: Codable {
  private enum CodingKeys: String, CodingKey {
    case rho, correlationWithIdentity, correlationWithConstant, decomposition
  }

  /// Writes every key, an undefined correlation as null.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rho, forKey: .rho)
    try container.encode(correlationWithIdentity, forKey: .correlationWithIdentity)
    try container.encode(correlationWithConstant, forKey: .correlationWithConstant)
    try container.encodeIfPresent(decomposition, forKey: .decomposition)
  }
}
