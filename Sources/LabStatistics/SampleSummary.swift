/// What a group of runs gave: the numbers that a table shows of it.
///
/// Some runs give no number (they diverged, or their output is constant and has no correlation). These are counted
/// and never averaged: a mean is over the defined values and says how many there were.
package struct SampleSummary: Codable, Equatable, Sendable {
  /// Number of defined values, n.
  package let count: Int
  /// Number of runs that gave no number.
  package let undefinedCount: Int
  /// Mean of the defined values; nil if there is none.
  package let mean: Double?
  /// Sample standard deviation √(Σ(x − mean)²/(n − 1)); nil for n < 2.
  package let standardDeviation: Double?
  /// Least value.
  package let least: Double?
  /// Greatest value.
  package let greatest: Double?
  /// 95 % confidence interval of the mean by Student's t, of correlations on the scale of Fisher's z; nil for n < 2.
  package let interval: ConfidenceInterval?

  /// Summarises values, nil where a run gave none.
  ///
  /// - Parameter areCorrelations: whether they lie in [−1, 1], and the interval with them.
  package init(_ values: [Double?], areCorrelations: Bool = false) {
    let defined = values.compactMap { $0 }
    let estimate = MeanEstimate(of: defined)
    count = defined.count
    undefinedCount = values.count - defined.count
    mean = defined.isEmpty ? nil : MeanEstimate.mean(defined)
    standardDeviation = estimate.map { _ in MeanEstimate.variance(defined).squareRoot() }
    least = defined.min()
    greatest = defined.max()
    interval =
      areCorrelations
      ? MeanEstimate(ofCorrelations: defined)?.correlationInterval() : estimate?.interval()
  }
}
