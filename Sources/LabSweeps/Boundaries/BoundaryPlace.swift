import LabRuns
import LabStatistics

/// What the seeds of one place of a column came to, and on which side of the level it lies.
package struct BoundaryPlace: Encodable, Equatable, Sendable {
  /// Where a place lies.
  package enum Side: String, Encodable, Sendable {
    /// The mean is below the level.
    case below
    /// The mean is at the level or above it.
    case above
    /// No run of it counts.
    case unknown
  }

  /// The axis's value.
  package let value: String
  /// The side of the mean.
  package let side: Side
  /// Mean of the measure over the runs that count; nil where none does.
  package let mean: Double?
  /// 95 % interval of that mean by Student's t; nil for fewer than two runs.
  package let interval: ConfidenceInterval?
  /// Runs that count.
  package let counted: Int
  /// Runs that do not count: they did not train, or gave no number.
  package let setAside: Int

  /// The side on which the whole interval lies; nil where it holds the level, or there is none.
  let decided: Side?

  private enum CodingKeys: String, CodingKey { case value, side, mean, interval, counted, setAside }

  /// Sums a place up.
  ///
  /// - Parameter numbers: the measure of each of its runs, nil of those that do not count.
  init(_ value: String, numbers: [Double?], level: Double) {
    let summary = SampleSummary(numbers)
    self.value = value
    mean = summary.mean
    interval = summary.interval
    counted = summary.count
    setAside = summary.undefinedCount
    side = summary.mean.map { $0 < level ? .below : .above } ?? .unknown
    decided = summary.interval.flatMap { $0.upper < level ? .below : $0.lower >= level ? .above : nil }
  }
}
