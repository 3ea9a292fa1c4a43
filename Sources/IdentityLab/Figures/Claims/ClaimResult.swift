/// A claim beside what was measured: everything that a page about it shows.
public struct ClaimResult: Codable, Equatable, Sendable {
  /// The runs of one value of the axis, or one of two groups.
  public struct Level: Codable, Equatable, Sendable {
    /// Such as `depth 5`.
    public let label: String
    /// The measure's values over these runs.
    public let summary: SampleSummary
  }

  /// A statistical test that was made.
  public struct Test: Codable, Equatable, Sendable {
    /// Its name and how it was made.
    public let name: String
    /// What its statistic is, such as `Kendall's τ`.
    public let statistic: String
    /// The statistic.
    public let value: Double
    /// The statistic's 95 % confidence interval, where it has one.
    public let interval: ConfidenceInterval?
    /// p-value of what is claimed.
    public let probability: Double
    /// p-value of its contrary.
    public let contrary: Double
  }

  /// The statement.
  public let says: String
  /// The number it is about, in words.
  public let measure: String
  /// What the levels are of: a setting's name, `runs` or `group`.
  public let axis: String
  /// The levels in their order.
  public let levels: [Level]
  /// The test; nil where there were too few data for one.
  public let test: Test?
  /// What came out.
  public let verdict: Verdict
  /// The same in plain words, with the numbers that decided: to be read after the measure and a colon.
  public let sentence: String
}
