/// A range that holds the truth in a given share of all experiments.
package struct ConfidenceInterval: Codable, Equatable, Sendable {
  /// Its lower end.
  package let lower: Double
  /// Its upper end.
  package let upper: Double

  /// Makes an interval of its ends.
  package init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}
