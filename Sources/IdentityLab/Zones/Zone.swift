/// A zone of the map of correlation with identity against correlation with constant: what a net does.
///
/// | | constant high | constant low |
/// |---|---|---|
/// | **identity high** | A | B |
/// | **identity low** | D | C |
///
/// Source: the zones of [IC] fig. 5 (arXiv 1902.04698), as named in the talk's Fig. 4.
package enum Zone: String, CaseIterable, Codable, Sendable {
  /// Both correlations are high: the input is so close to the training image that the two cannot be told apart.
  case a = "A"
  /// Identity only: generalisation.
  case b = "B"
  /// Neither: hallucination.
  case c = "C"
  /// Constant only: memorisation.
  case d = "D"

  /// The correlation from which on it counts as high: 0.8.
  ///
  /// Well above the floors (a perfect constant on MNIST digits has a correlation with identity of 0.20 to 0.29,
  /// and a perfect identity the same with the constant) and below what a net reaches that does one or the other
  /// (0.9 and more), so that a borderline net is C and not a matter of sampling.
  package static let defaultThreshold = 0.8

  /// The zone of a pair of correlations; a correlation is high from `threshold` on.
  ///
  /// An undefined correlation (nil: a constant output, or one that is not finite) counts as not high: such an
  /// output shows neither its input nor the training image.
  package init(
    correlationWithIdentity: Double?, correlationWithConstant: Double?,
    threshold: Double = Zone.defaultThreshold
  ) {
    func isHigh(_ correlation: Double?) -> Bool {
      correlation.map { $0 >= threshold } ?? false
    }
    switch (isHigh(correlationWithIdentity), isHigh(correlationWithConstant)) {
    case (true, true): self = .a
    case (true, false): self = .b
    case (false, false): self = .c
    case (false, true): self = .d
    }
  }

  /// What the zone means, in one word for legends.
  package var meaning: String {
    switch self {
    case .a: "indistinguishable"
    case .b: "generalisation"
    case .c: "hallucination"
    case .d: "memorisation"
    }
  }
}
