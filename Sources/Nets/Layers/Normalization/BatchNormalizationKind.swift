/// What a hidden weight layer is followed by before its activation function.
public enum BatchNormalizationKind: String, CaseIterable, Codable, Sendable {
  /// A bias, and no batch normalisation.
  case none
  /// Batch normalisation with a shift and without a scale, in place of the bias: as many parameters as with one.
  case shift
  /// Batch normalisation with a shift and a scale.
  case full
}
