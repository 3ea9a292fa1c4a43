/// A range that holds the truth in a given share of all experiments.
public struct ConfidenceInterval: Codable, Equatable, Sendable {
  /// Its lower end.
  public let lower: Double
  /// Its upper end.
  public let upper: Double

  /// Makes an interval of its ends.
  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}
