/// Trains a network towards an ``Objective``, by gradient steps on one fixed batch or on a new one a step.
///
/// A step is: forward, loss, (stop?), backward and update. Each layer's update is done while its gradient is made,
/// and no gradient is ever stored, unless the step's size depends on the gradient's norm, by clipping or by Polyak's
/// step: the gradient is then stored until its norm is known. Gradient flow judges every step at its end, and may take
/// it back; what is reported, and where training stops, is where its path stands. The state
/// between steps is the weights, what the layers keep for the rule, and the number of steps done, so a run that is
/// interrupted, saved and resumed gives the same bits as one that is not. Losses are those of the batch at hand.
public final class Trainer<Scalar: NetScalar> {
  /// The network in training.
  public let network: Network<Scalar>
  /// Updates done; set it together with weights and state to resume.
  public var completedSteps = 0
  /// Updates that this trainer has done itself: those of a run that it resumed are not among them.
  public private(set) var ownSteps = 0
  /// Loss at the start of the run, against which divergence is judged; nil before the first step.
  public var initialLoss: Double?

  /// How it is trained.
  let configuration: TrainingConfiguration
  /// What is minimised: of the last batch, also what it knows beside the loss.
  public let objective: any Objective<Scalar>
  private let outputGradient: Buffer<Scalar>
  private let batches: (any BatchSource<Scalar>)?
  private let flow: GradientFlow<Scalar>?
  /// The updates after which the batch in place is to be seen; nil before the first of `batches`.
  private var batchPlace: Int?

  /// Makes a trainer that has a network give one fixed batch back.
  ///
  /// - Parameters:
  ///   - network: made with `forTraining`, for a batch of as many images as there are in `inputs`, on weights that
  ///     are in place.
  ///   - configuration: the recipe.
  ///   - inputs: [N, C, H, W] values.
  ///   - targets: as many, by default the inputs themselves.
  public convenience init(
    network: Network<Scalar>, configuration: TrainingConfiguration, inputs: [Scalar], targets: [Scalar]? = nil
  ) {
    let objective = ReconstructionObjective<Scalar>(count: network.output.count)
    self.init(network: network, configuration: configuration, objective: objective, source: nil)
    network.input.copy(from: inputs)
    objective.setTargets(targets ?? inputs)
  }

  /// Makes a trainer whose every step sees the batch that `batches` has for it.
  ///
  /// - Parameters:
  ///   - network: made with `forTraining` and without `inputIsFixed`, for batches of this size, on weights that are in
  ///     place; with an input gradient where the training is adversarial.
  ///   - configuration: the recipe.
  ///   - batches: one for each step.
  ///   - objective: by default, to give the batch back.
  public convenience init(
    network: Network<Scalar>, configuration: TrainingConfiguration, batches: some BatchSource<Scalar>,
    objective: (any Objective<Scalar>)? = nil
  ) {
    precondition(
      !network.inputIsFixed && network.batchSize == batches.batchSize,
      "batches of \(batches.batchSize) for a network of \(network.batchSize), input fixed: \(network.inputIsFixed)"
    )
    self.init(
      network: network, configuration: configuration,
      objective: objective ?? ReconstructionObjective(count: network.output.count), source: batches)
  }

  private init(
    network: Network<Scalar>, configuration: TrainingConfiguration, objective: any Objective<Scalar>,
    source: (any BatchSource<Scalar>)?
  ) {
    precondition(
      configuration.adversarialEpsilon == nil || source != nil && network.inputGradient != nil,
      "adversarial training needs batches and a network with an input gradient")
    self.network = network
    self.configuration = configuration
    batches = source
    self.objective = objective
    outputGradient = Buffer(count: network.output.count)
    precondition(
      configuration.schedule != .flow || source == nil, "gradient flow is of one loss, not of batches")
    flow =
      configuration.schedule == .flow
      ? GradientFlow(
        network: network, firstStep: configuration.learningRate, largestAngle: configuration.flowAngle) : nil
    network.prepareTraining(
      update: configuration.update(learningRate: configuration.learningRate, step: 1),
      inPlace: flow != nil)
  }

  /// What this training holds in memory.
  public var memory: TrainingMemory {
    TrainingMemory(
      weights: network.parameters.values.byteCount,
      optimizerState: network.trainingState.map(\.byteCount).reduce(0, +),
      gradients: network.gradientBytes + (flow?.byteCount ?? 0),
      activations: network.activationBytes + objective.byteCount + outputGradient.byteCount,
      scratch: network.scratchBytes)
  }

  /// Loss and dL/dw at the present weights: forward and backward, no update.
  public func computeGradients() -> (loss: Double, gradients: ParameterBuffer<Scalar>) {
    let loss = computeLossAndOutputGradient()
    network.backward(
      outputGradient: outputGradient, pass: BackwardPass(update: nil, measuresGradient: false))
    return (loss, network.heldGradients())
  }

  /// The gradient by the weights of the sum of the outputs, each times a factor: forward and backward, no update.
  ///
  /// That is Jᵀ g of the Jacobian J at the present weights, a row of it where g is 1 at one output and 0 elsewhere.
  ///
  /// - Parameter factors: g, one number an output of the batch.
  public func computeGradients(ofOutputsTimes factors: [Scalar]) -> ParameterBuffer<Scalar> {
    placeBatch()
    network.forward(mode: .training(step: completedSteps))
    outputGradient.copy(from: factors)
    network.backward(
      outputGradient: outputGradient, pass: BackwardPass(update: nil, measuresGradient: false))
    return network.heldGradients()
  }

  /// The weights after the updates done so far: to be asked for before they are read.
  public func settledParameters() -> ParameterBuffer<Scalar> {
    network.settle()
    return network.parameters
  }

  /// Named numbers beside the weights and `completedSteps` that the next steps depend on, such as
  /// `layers.0.momentum_buffer`; the buffers are the network's own.
  public var state: [TrainingState<Scalar>] { network.trainingState + (flow.map { [$0.state] } ?? []) }

  /// To be called after weights and `state` were overwritten with those of another trainer.
  public func stateWasRestored() {
    network.stateWasRestored()
    flow?.stateWasRestored()
  }

  /// One whole training step: forward, backward, update.
  ///
  /// Returns the loss before the update.
  @discardableResult
  public func step() -> Double {
    let loss = standingLoss()
    update(loss: loss)
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
      let loss = standingLoss()
      let start = initialLoss ?? loss
      initialLoss = start
      let reason: StopReason? =
        !loss.isFinite || loss > 1e6 * max(start, .leastNormalMagnitude)
        ? .diverged
        : loss <= configuration.tolerance && configuration.tolerance > 0
          ? .tolerance : completedSteps >= configuration.steps ? .stepLimit : nil
      if let reason {
        try onMetrics(TrainingMetrics(step: completedSteps, loss: loss, gradientNorm: nil, learningRate: nil))
        return result(loss, reason, start)
      }
      if shouldStop() {
        return result(loss, .interrupted, start)
      }
      let isLogged = completedSteps % configuration.logInterval == 0
      let (learningRate, norm) = update(loss: loss, reportsNorm: isLogged)
      if isLogged {
        try onMetrics(
          TrainingMetrics(
            step: completedSteps - 1, loss: loss, gradientNorm: norm, learningRate: learningRate))
      }
    }
  }

  private func result(_ loss: Double, _ reason: StopReason, _ start: Double) -> TrainingResult {
    TrainingResult(
      steps: completedSteps, finalLoss: loss, stopReason: reason, initialLoss: start,
      pathLength: flow?.pathLength)
  }

  /// The loss before the next update: of gradient flow where the path stands, whose gradients are then held.
  private func standingLoss() -> Double {
    let loss = computeLossAndOutputGradient()
    guard let flow else { return loss }
    network.backward(
      outputGradient: outputGradient, pass: BackwardPass(update: nil, measuresGradient: false))
    return flow.settle(loss: loss)
  }

  private func computeLossAndOutputGradient() -> Double {
    placeBatch()
    return lossAndOutputGradient()
  }

  private func lossAndOutputGradient() -> Double {
    network.forward(mode: .training(step: completedSteps))
    return objective.lossAndGradient(output: network.output, gradient: outputGradient)
  }

  /// Sees to it that inputs and objective are those of the next update.
  private func placeBatch() {
    guard let batches, batchPlace != completedSteps else { return }
    batches.write(
      afterSteps: completedSteps, to: network.input.pointer, labels: objective.labels)
    objective.batchWasPlaced(network.input)
    batchPlace = completedSteps
    if let epsilon = configuration.adversarialEpsilon { moveInputsUphill(Scalar(epsilon)) }
  }

  /// Moves every input by ε to where the loss grows.
  private func moveInputsUphill(_ epsilon: Scalar) {
    _ = lossAndOutputGradient()
    network.computeInputGradient(outputGradient: outputGradient)
    guard let gradient = network.inputGradient else { return }
    addSigns(of: gradient.pointer, times: epsilon, to: network.input.pointer, count: gradient.count)
  }

  /// Backward and update; returns the rate that was used, and the gradient's norm where it had to be computed.
  @discardableResult
  private func update(
    loss: Double, reportsNorm: Bool = false
  ) -> (learningRate: Double, gradientNorm: Double?) {
    if let flow {
      completedSteps += 1
      ownSteps += 1
      let rate = flow.gradientNorm > 0 ? flow.stepLength / flow.gradientNorm : 0
      flow.propose()
      return (rate, flow.gradientNorm)
    }
    let holdsGradients = configuration.needsGradientNorm
    if holdsGradients {
      network.backward(
        outputGradient: outputGradient, pass: BackwardPass(update: nil, measuresGradient: true))
    }
    let size = configuration.stepSize(
      completedSteps: completedSteps, loss: loss,
      gradientNorm: holdsGradients ? network.gradientNorm : nil)
    completedSteps += 1
    ownSteps += 1
    let update = configuration.update(learningRate: size.learningRate, step: completedSteps)
    if holdsGradients {
      network.applyHeldGradients(update, scale: size.gradientScale)
    } else {
      network.backward(
        outputGradient: outputGradient, pass: BackwardPass(update: update, measuresGradient: reportsNorm))
    }
    return (size.learningRate, holdsGradients || reportsNorm ? network.gradientNorm : nil)
  }
}

/// x ← x + ε · sign g, where the sign of 0 is 0.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func addSigns<Scalar: NetScalar>(
  of g: UnsafePointer<Scalar>, times epsilon: Scalar, to x: UnsafeMutablePointer<Scalar>, count: Int
) {
  for i in 0..<count { x[i] += g[i] > 0 ? epsilon : g[i] < 0 ? -epsilon : 0 }
}
