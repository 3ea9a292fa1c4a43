/// Trains a network on one fixed batch by full-batch gradient steps.
///
/// A step is: forward, loss, (stop?), backward, clip, update. The state between steps is the weights, the
/// optimiser's buffers and the number of steps done, so a run that is interrupted, saved and resumed gives the
/// same bits as one that is not.
public final class Trainer<Scalar: NetScalar> {
  /// The network in training.
  public let network: Network<Scalar>
  /// The update rule's buffers.
  public let optimizer: any Optimizer<Scalar>
  /// Updates done; set it together with weights and optimiser state to resume.
  public var completedSteps = 0
  /// Loss at the start of the run, against which divergence is judged; nil before the first step.
  public var initialLoss: Double?

  private let configuration: TrainingConfiguration
  private let target: Buffer<Scalar>
  private let outputGradient: Buffer<Scalar>
  private let gradients: ParameterBuffer<Scalar>

  /// Makes a trainer.
  ///
  /// - Parameters:
  ///   - network: made with `forTraining`, for a batch of as many images as there are in `inputs`.
  ///   - inputs: [N, C, H, W] values; `targets` the same, by default the inputs themselves.
  public init(
    network: Network<Scalar>, configuration: TrainingConfiguration, inputs: [Scalar], targets: [Scalar]? = nil
  ) {
    guard let gradients = network.gradients else {
      preconditionFailure("the network was made for inference only")
    }
    self.network = network
    self.configuration = configuration
    self.gradients = gradients
    optimizer = configuration.optimizer.makeOptimizer(parameterCount: network.parameters.layout.count)
    network.input.copy(from: inputs)
    target = Buffer(count: network.output.count)
    target.copy(from: targets ?? inputs)
    outputGradient = Buffer(count: network.output.count)
  }

  /// What this training holds in memory.
  public var memory: TrainingMemory {
    TrainingMemory(
      weights: network.parameters.values.byteCount,
      optimizerState: optimizer.state.map(\.values.byteCount).reduce(0, +),
      gradients: gradients.values.byteCount,
      activations: network.activationBytes + target.byteCount + outputGradient.byteCount,
      scratch: network.plans.map(\.scratchBytes).reduce(0, +))
  }

  /// Loss and gradients at the present weights: forward and backward, no update.
  public func computeGradients() -> Double {
    let loss = computeLossAndOutputGradient()
    network.backward(outputGradient: outputGradient)
    return loss
  }

  /// One whole training step: forward, backward, clip, update.
  ///
  /// Returns the loss before the update.
  @discardableResult
  public func step() -> Double {
    let loss = computeLossAndOutputGradient()
    update()
    return loss
  }

  /// Steps until a reason to stop.
  ///
  /// - Parameters:
  ///   - shouldStop: asked at every step boundary; true ends the run as `interrupted`.
  ///   - onMetrics: receives a row every `logInterval` steps and one at the end of a run that is not interrupted.
  public func run(
    shouldStop: () -> Bool = { false }, onMetrics: (TrainingMetrics) throws -> Void = { _ in }
  ) rethrows -> TrainingResult {
    while true {
      let loss = computeLossAndOutputGradient()
      let start = initialLoss ?? loss
      initialLoss = start
      let reason: StopReason? =
        !loss.isFinite || loss > 1e6 * max(start, .leastNormalMagnitude)
        ? .diverged
        : loss <= configuration.tolerance && configuration.tolerance > 0
          ? .tolerance : completedSteps >= configuration.steps ? .stepLimit : nil
      if let reason {
        try onMetrics(TrainingMetrics(step: completedSteps, loss: loss, gradientNorm: nil, learningRate: nil))
        return TrainingResult(steps: completedSteps, finalLoss: loss, stopReason: reason)
      }
      if shouldStop() {
        return TrainingResult(steps: completedSteps, finalLoss: loss, stopReason: .interrupted)
      }
      let isLogged = completedSteps % configuration.logInterval == 0
      let learningRate = learningRate
      let norm = update(needsNorm: isLogged)
      if isLogged {
        try onMetrics(
          TrainingMetrics(
            step: completedSteps - 1, loss: loss, gradientNorm: norm, learningRate: learningRate))
      }
    }
  }

  /// The rate of the next update.
  private var learningRate: Double {
    configuration.learningRate
      * configuration.schedule.factor(completedSteps: completedSteps, totalSteps: configuration.steps)
  }

  private func computeLossAndOutputGradient() -> Double {
    network.forward()
    return MeanSquaredError.lossAndGradient(
      output: network.output.pointer, target: target.pointer, gradient: outputGradient.pointer,
      count: target.count)
  }

  /// Backward, clip, update; returns the gradient's norm where it had to be computed.
  @discardableResult
  private func update(needsNorm: Bool = false) -> Double? {
    network.backward(outputGradient: outputGradient)
    var norm: Double?
    if needsNorm || configuration.clipNorm != nil {
      norm = euclideanNorm(gradients.values.pointer, count: gradients.values.count)
    }
    if let limit = configuration.clipNorm, let norm, norm > limit {
      scale(gradients.values.pointer, by: Scalar(limit / norm), count: gradients.values.count)
    }
    let rate = learningRate
    completedSteps += 1
    optimizer.update(
      parameters: network.parameters.values, gradients: gradients.values, learningRate: rate,
      step: completedSteps)
    return norm
  }
}

/// √Σ x², summed in Double, in order.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func euclideanNorm<Scalar: NetScalar>(_ x: UnsafePointer<Scalar>, count: Int) -> Double {
  var sum = 0.0
  for i in 0..<count {
    sum += Double(x[i]) * Double(x[i])
  }
  return sum.squareRoot()
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func scale<Scalar: NetScalar>(_ x: UnsafeMutablePointer<Scalar>, by factor: Scalar, count: Int) {
  for i in 0..<count {
    x[i] *= factor
  }
}
