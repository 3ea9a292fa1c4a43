/// Where a training run stands, for a progress bar.
package struct RunProgress: Equatable, Sendable {
  /// Updates done, those of earlier attempts included.
  package let step: Int
  /// Largest number of updates.
  package let steps: Int
  /// How often each example was seen on average; nil where every step sees all of them.
  package let epoch: Double?
  /// The last logged loss.
  package let loss: Double
  /// Milliseconds a step of this attempt took on average, saved states included.
  package let millisecondsPerStep: Double
  /// What else a laboratory says of it, such as `test 43.7 %`.
  package let remarks: [String]
}
