/// How a net did on one probe family: means over the family's images.
///
/// With f(x) the net's output, x the input and x̂ the training image, all standardised. Of two or more training images
/// x̂ is the nearest one to each output: that of the largest correlation, or of the least error. Of a whole set, where
/// no image is the constant, it is the set's first.
package struct ProbeScore: Equatable, Sendable {
  /// The family.
  package let probe: ProbeFamily
  /// Number of images in it.
  package let count: Int
  /// Mean of Pearson(f(x), x) over the images for which it is defined, in [−1, 1]; nil if for none.
  ///
  /// It is undefined where output or input are constant, so always in the family `constant`, and where the
  /// output is not finite.
  package let correlationWithIdentity: Double?
  /// Mean of Pearson(f(x), x̂) over the images for which it is defined, in [−1, 1]; nil if for none.
  package let correlationWithConstant: Double?
  /// Mean over images and values of (f(x) − x)², in standardised units; nil if an output is not finite.
  package let mseToIdentity: Double?
  /// Mean over images and values of (f(x) − x̂)², in standardised units; nil if an output is not finite.
  package let mseToConstant: Double?
  /// Mean of Pearson(f(x), x̂ₖ) for each of a list's training images; absent for a single one and a whole set.
  package let correlationWithEach: [Double?]?
  /// Mean of Pearson(f(x), mean of all x̂ₖ); absent where ``correlationWithEach`` is, nil also if undefined.
  package let correlationWithMean: Double?

  /// What the answers are made of; nil in results of versions that did not ask.
  package let decomposition: Decomposition?

  /// Which of several training images the outputs resemble most on average, from 0; nil for a single one.
  package var nearestConstant: Int? {
    let defined = (correlationWithEach ?? []).enumerated().compactMap { index, value in
      value.map { (index: index, value: $0) }
    }
    return defined.max { $0.value < $1.value }?.index
  }

  /// Makes a score of its numbers.
  package init(
    probe: ProbeFamily, count: Int, correlationWithIdentity: Double?, correlationWithConstant: Double?,
    mseToIdentity: Double?, mseToConstant: Double?, correlationWithEach: [Double?]? = nil,
    correlationWithMean: Double? = nil, decomposition: Decomposition? = nil
  ) {
    self.probe = probe
    self.count = count
    self.correlationWithIdentity = correlationWithIdentity
    self.correlationWithConstant = correlationWithConstant
    self.mseToIdentity = mseToIdentity
    self.mseToConstant = mseToConstant
    self.correlationWithEach = correlationWithEach
    self.correlationWithMean = correlationWithMean
    self.decomposition = decomposition
  }

  /// Whether a net can have that score.
  var isPossible: Bool {
    let correlations =
      [correlationWithIdentity, correlationWithConstant, correlationWithMean] + (correlationWithEach ?? [])
    return count >= 1 && decomposition?.problem == nil
      && correlations.allSatisfy { abs($0 ?? 0) <= 1 + 1e-6 }
  }

  /// The zone of the two correlations.
  package func zone(threshold: Double = Zone.defaultThreshold) -> Zone {
    Zone(
      correlationWithIdentity: correlationWithIdentity, correlationWithConstant: correlationWithConstant,
      threshold: threshold)
  }
}

extension ProbeScore: Codable {
  private enum CodingKeys: String, CodingKey {
    case probe, count, correlationWithIdentity, correlationWithConstant, mseToIdentity, mseToConstant
    case correlationWithEach, correlationWithMean, decomposition
  }

  /// Writes every key that applies, an undefined number as null: a reader must be able to tell undefined from
  /// forgotten.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(probe, forKey: .probe)
    try container.encode(count, forKey: .count)
    try container.encode(correlationWithIdentity, forKey: .correlationWithIdentity)
    try container.encode(correlationWithConstant, forKey: .correlationWithConstant)
    try container.encode(mseToIdentity, forKey: .mseToIdentity)
    try container.encode(mseToConstant, forKey: .mseToConstant)
    try container.encodeIfPresent(decomposition, forKey: .decomposition)
    guard let correlationWithEach else { return }
    try container.encode(correlationWithEach, forKey: .correlationWithEach)
    try container.encode(correlationWithMean, forKey: .correlationWithMean)
  }
}
