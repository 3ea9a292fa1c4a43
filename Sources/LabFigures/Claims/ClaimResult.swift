import LabStatistics

/// A claim beside what was measured: everything that a page about it shows.
package struct ClaimResult: Codable, Equatable, Sendable {
  /// The runs of one value of the axis, or one of two groups.
  package struct Level: Codable, Equatable, Sendable {
    /// Such as `depth 5`.
    package let label: String
    /// The measure's values over these runs.
    package let summary: SampleSummary
  }

  /// A statistical test that was made.
  package struct Test: Codable, Equatable, Sendable {
    /// Its name and how it was made.
    package let name: String
    /// What its statistic is, such as `Kendall's τ`.
    package let statistic: String
    /// The statistic.
    package let value: Double
    /// The statistic's 95 % confidence interval, where it has one.
    package let interval: ConfidenceInterval?
    /// p-value of what is claimed.
    package let probability: Double
    /// p-value of its contrary.
    package let contrary: Double

    /// Whether all of it can be written: margins and bounds near the end of the numbers leave no test.
    var isFinite: Bool {
      [value, probability, contrary, interval?.lower ?? 0, interval?.upper ?? 0].allSatisfy(\.isFinite)
    }
  }

  /// The statement.
  package let says: String
  /// The number it is about, in words.
  package let measure: String
  /// What the levels are of: a setting's title, `nets` or `group`.
  package let axis: String
  /// The levels in their order.
  package let levels: [Level]
  /// The test; nil where there were too few data for one.
  package let test: Test?
  /// What came out.
  package let verdict: Verdict
  /// The same in plain words, with the numbers that decided: to be read after the measure and a colon.
  package let sentence: String
}
