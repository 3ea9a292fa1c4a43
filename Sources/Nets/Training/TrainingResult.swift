/// Why a run ended.
public enum StopReason: String, Codable, Sendable {
  /// The loss reached the tolerance.
  case tolerance
  /// All steps were done.
  case stepLimit = "step-limit"
  /// The loss became infinite or not a number, or grew a million times above its start: a result, not an error.
  case diverged
  /// Someone asked to stop; the run can go on from its checkpoint.
  case interrupted
}

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

/// How a run ended.
public struct TrainingResult: Equatable, Sendable {
  /// Updates done.
  public let steps: Int
  /// Loss at the final weights, of mini-batches that of the next one; may be infinite or NaN where the run diverged.
  public let finalLoss: Double
  /// Why it ended.
  public let stopReason: StopReason

  /// States how a run ended.
  public init(steps: Int, finalLoss: Double, stopReason: StopReason) {
    self.steps = steps
    self.finalLoss = finalLoss
    self.stopReason = stopReason
  }
}
