import LabBase
import LabStatistics

/// A claim beside what was measured: everything that a page about it shows.
package struct ClaimResult: Codable, Equatable, Sendable {
  /// The runs of one value of the axis, or one of two groups.
  package struct Level: Codable, Equatable, Sendable {
    /// Such as `depth 5`.
    package let label: String
    /// Number of runs.
    package let runs: Int
    /// Number of runs that gave no number.
    package let undefinedRuns: Int
    /// The measure's values: one a run, of several training images one an image, the mean over its seeds.
    package let summary: SampleSummary
  }

  /// What a claim is decided by, counted.
  package struct Sample: Codable, Equatable, Sendable {
    /// Number of runs.
    package let runs: Int
    /// Number of different training images; nil in a laboratory that has none to choose.
    package let images: Int?
    /// Number of different seeds.
    package let seeds: Int
    /// How many runs are not fitted, those that diverged aside.
    package let unfitted: Int
    /// How many diverged.
    package let diverged: Int
  }

  /// A statistical test that was made.
  package struct Test: Codable, Equatable, Sendable {
    /// Its name and how it was made.
    package let name: String
    /// What its statistic is, such as `Kendall's τ`: the size of what was found.
    package let statistic: String
    /// The statistic.
    package let value: Double
    /// The statistic's 95 % confidence interval, where it has one.
    package let interval: ConfidenceInterval?
    /// p-value of what is claimed.
    package let probability: Double
    /// p-value of its contrary.
    package let contrary: Double
    /// The least p-value that so few runs can give, whatever they find; 0 of a test without such a floor.
    package let leastProbability: Double
    /// ``probability`` corrected for all claims of the figure (Holm); before that the same.
    package private(set) var adjustedProbability: Double
    /// ``contrary``, likewise.
    package private(set) var adjustedContrary: Double

    /// A test that is not yet looked at beside others.
    init(
      name: String, statistic: String, value: Double, interval: ConfidenceInterval?, probability: Double,
      contrary: Double, leastProbability: Double
    ) {
      self.name = name
      self.statistic = statistic
      self.value = value
      self.interval = interval
      self.probability = probability
      self.contrary = contrary
      self.leastProbability = leastProbability
      adjustedProbability = probability
      adjustedContrary = contrary
    }

    /// Whether all of it can be written: margins and bounds near the end of the numbers leave no test.
    var isFinite: Bool {
      [value, probability, contrary, interval?.lower ?? 0, interval?.upper ?? 0].allSatisfy(\.isFinite)
    }

    /// Tests with their p-values corrected for each other: those of what is claimed, and those of the contraries.
    static func adjusted(_ tests: [Test?]) -> [Test?] {
      let made = tests.compactMap(\.self)
      let claimed = HolmCorrection.adjusted(made.map(\.probability))
      let contrary = HolmCorrection.adjusted(made.map(\.contrary))
      var place = 0
      return tests.map { test in
        guard var test else { return nil }
        (test.adjustedProbability, test.adjustedContrary) = (claimed[place], contrary[place])
        place += 1
        return test
      }
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
  /// What it is decided by.
  package let sample: Sample
  /// The test; nil where there were too few data for one.
  package let test: Test?
  /// What came out.
  package let verdict: Verdict
  /// The same in plain words, with the numbers that decided: to be read after the measure and a colon.
  package let sentence: String
}
