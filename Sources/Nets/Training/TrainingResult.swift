/// How a run ended.
public struct TrainingResult: Equatable, Sendable {
  /// Updates done.
  public let steps: Int
  /// Loss at the final weights, of mini-batches that of the next one; may be infinite or NaN where the run diverged.
  public let finalLoss: Double
  /// Why it ended.
  public let stopReason: StopReason
  /// Loss at the first weights, of mini-batches that of the first one.
  public let initialLoss: Double

  /// Length of the path in the space of weights, of gradient flow alone; nil of other schedules.
  public let pathLength: Double?

  /// States how a run ended.
  public init(
    steps: Int, finalLoss: Double, stopReason: StopReason, initialLoss: Double, pathLength: Double? = nil
  ) {
    self.steps = steps
    self.finalLoss = finalLoss
    self.stopReason = stopReason
    self.initialLoss = initialLoss
    self.pathLength = pathLength
  }
}
