/// Where a training run stands, for a progress bar.
public struct RunProgress: Equatable, Sendable {
  /// Updates done, those of earlier attempts included.
  public let step: Int
  /// Largest number of updates.
  public let steps: Int
  /// How often each training image was seen on average; nil where every step sees all of them.
  public let epoch: Double?
  /// The last logged loss.
  public let loss: Double
  /// Loss at which training ends.
  public let tolerance: Double
  /// Milliseconds a step of this attempt took on average; 0 before the first.
  public let millisecondsPerStep: Double
}
