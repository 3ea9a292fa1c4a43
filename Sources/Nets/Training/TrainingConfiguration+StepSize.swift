extension TrainingConfiguration {
  /// Whether a step's size depends on the whole gradient's norm, so that no weight can move before it is known.
  public var needsGradientNorm: Bool { clipNorm != nil || schedule.needsGradientNorm }

  /// Update number `step`, from 1, at a rate.
  func update(learningRate: Double, step: Int) -> WeightUpdate {
    WeightUpdate(optimizer.rule(learningRate: learningRate, step: step), weightDecay: weightDecay)
  }

  /// The rate of the update after `completedSteps`, where the gradient's norm has no say in it.
  public func learningRate(completedSteps: Int) -> Double {
    let warmup = warmupSteps.map { min(1, Double(completedSteps + 1) / Double($0)) } ?? 1
    let rate = learningRate * warmup * schedule.factor(completedSteps: completedSteps, totalSteps: steps)
    return epochDecay.map { rate * $0.factor(completedSteps: completedSteps) } ?? rate
  }

  /// The size of the update after `completedSteps`, at a loss and a gradient's norm.
  ///
  /// - Parameter gradientNorm: is needed, and read, where ``needsGradientNorm`` says so.
  func stepSize(completedSteps: Int, loss: Double, gradientNorm: Double?) -> StepSize {
    let rate = learningRate(completedSteps: completedSteps)
    guard let norm = gradientNorm, norm > 0 else { return StepSize(learningRate: rate, gradientScale: 1) }
    if schedule == .polyak {
      let share = LearningRateSchedule.polyakShare
      return StepSize(learningRate: min(rate / norm, share * loss / norm / norm), gradientScale: 1)
    }
    let limit = clipNorm ?? .infinity
    return StepSize(learningRate: rate, gradientScale: norm > limit ? limit / norm : 1)
  }
}
