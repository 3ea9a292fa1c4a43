/// How a net did on one probe family: means over the family's images.
///
/// With f(x) the net's output, x the input and x̂ the training image, all standardised.
public struct ProbeScore: Equatable, Sendable {
  /// The family.
  public let probe: ProbeFamily
  /// Number of images in it.
  public let count: Int
  /// Mean of Pearson(f(x), x) over the images for which it is defined, in [−1, 1]; nil if for none.
  ///
  /// It is undefined where output or input are constant, so always in the family `constant`, and where the
  /// output is not finite.
  public let correlationWithIdentity: Double?
  /// Mean of Pearson(f(x), x̂) over the images for which it is defined, in [−1, 1]; nil if for none.
  public let correlationWithConstant: Double?
  /// Mean over images and values of (f(x) − x)², in standardised units; nil if an output is not finite.
  public let mseToIdentity: Double?
  /// Mean over images and values of (f(x) − x̂)², in standardised units; nil if an output is not finite.
  public let mseToConstant: Double?

  /// Makes a score of its numbers.
  public init(
    probe: ProbeFamily, count: Int, correlationWithIdentity: Double?, correlationWithConstant: Double?,
    mseToIdentity: Double?, mseToConstant: Double?
  ) {
    self.probe = probe
    self.count = count
    self.correlationWithIdentity = correlationWithIdentity
    self.correlationWithConstant = correlationWithConstant
    self.mseToIdentity = mseToIdentity
    self.mseToConstant = mseToConstant
  }

  /// The zone of the two correlations.
  public func zone(threshold: Double = Zone.defaultThreshold) -> Zone {
    Zone(
      correlationWithIdentity: correlationWithIdentity, correlationWithConstant: correlationWithConstant,
      threshold: threshold)
  }
}

extension ProbeScore: Codable {
  private enum CodingKeys: String, CodingKey {
    case probe, count, correlationWithIdentity, correlationWithConstant, mseToIdentity, mseToConstant
  }

  /// Writes every key, an undefined number as null: a reader must be able to tell undefined from forgotten.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(probe, forKey: .probe)
    try container.encode(count, forKey: .count)
    try container.encode(correlationWithIdentity, forKey: .correlationWithIdentity)
    try container.encode(correlationWithConstant, forKey: .correlationWithConstant)
    try container.encode(mseToIdentity, forKey: .mseToIdentity)
    try container.encode(mseToConstant, forKey: .mseToConstant)
  }
}
