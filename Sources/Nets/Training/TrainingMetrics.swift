/// One row of a run's metrics: the state before update `step` + 1.
public struct TrainingMetrics: Equatable, Sendable {
  /// Updates done so far.
  public let step: Int
  /// Loss at the present weights.
  public let loss: Double
  /// Euclidean norm of the whole gradient before clipping; nil in the last row, whose gradient nobody computes.
  public let gradientNorm: Double?
  /// Learning rate of the next update; nil in the last row.
  public let learningRate: Double?

  /// Makes a row.
  public init(step: Int, loss: Double, gradientNorm: Double?, learningRate: Double?) {
    self.step = step
    self.loss = loss
    self.gradientNorm = gradientNorm
    self.learningRate = learningRate
  }
}
