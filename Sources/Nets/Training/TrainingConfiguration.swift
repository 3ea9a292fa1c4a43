/// How a network is trained: rule, rate, and when to stop.
public struct TrainingConfiguration: Equatable, Sendable {
  /// The update rule with its constants.
  public var optimizer: OptimizerConfiguration
  /// Base learning rate, above 0.
  public var learningRate: Double
  /// How the rate changes over the run.
  public var schedule: LearningRateSchedule
  /// Largest Euclidean norm of the whole gradient, to which a longer one is scaled down; nil does not clip.
  public var clipNorm: Double?
  /// Number of updates N over which the rate rises linearly from a Nth of its value; nil starts with all of it.
  public var warmupSteps: Int?
  /// λ of the weight decay: every update's gradient g becomes g + λ w, of all trained parameters; 0 is none.
  public var weightDecay: Double
  /// How the rate falls from epoch to epoch, beside its schedule; nil is not at all.
  public var epochDecay: EpochDecay?
  /// Adversarial training: before an update each input moves by ε along the sign of the loss's gradient; nil does not.
  ///
  /// Source: Goodfellow, Shlens, Szegedy, "Explaining and Harnessing Adversarial Examples", ICLR 2015, arXiv 1412.6572.
  public var adversarialEpsilon: Double?
  /// By how many degrees the gradient may turn from one step of gradient flow to the next; 25 by default.
  public var flowAngle: Double
  /// Largest number of updates, at least 0; also the length that the schedule refers to.
  public var steps: Int
  /// Training ends before an update whose loss is at or below this; 0 never does.
  ///
  /// Of mini-batches the first that is so easy ends it, so it is no measure of a whole set's loss.
  public var tolerance: Double
  /// A metrics row is emitted every so many steps, and at the end.
  public var logInterval: Int

  /// The angle of gradient flow where nothing is said: 25 degrees, a cosine of 0.9.
  public static let usualFlowAngle = 25.0

  /// Makes a configuration.
  ///
  /// - Precondition: Polyak's step, which bounds its own length, is of plain or momentum descent, unclipped; gradient flow
  ///   is of plain descent, of nothing but the loss.
  public init(
    optimizer: OptimizerConfiguration = .sgd(), learningRate: Double = 0.01,
    schedule: LearningRateSchedule = .step, clipNorm: Double? = nil, warmupSteps: Int? = nil,
    weightDecay: Double = 0, epochDecay: EpochDecay? = nil, adversarialEpsilon: Double? = nil,
    flowAngle: Double = Self.usualFlowAngle, steps: Int,
    tolerance: Double, logInterval: Int = 10
  ) {
    precondition(steps >= 0 && logInterval >= 1, "steps \(steps), log interval \(logInterval)")
    precondition(warmupSteps.map { $0 >= 1 } ?? true, "a warm-up of \(warmupSteps ?? 0) steps")
    precondition(weightDecay >= 0, "a weight decay of \(weightDecay)")
    if schedule == .polyak, case .sgd = optimizer {
      precondition(clipNorm == nil, "Polyak's step is not clipped")
    } else {
      precondition(schedule != .polyak, "Polyak's step is SGD's, not that of \(optimizer)")
    }
    precondition(
      schedule != .flow
        || optimizer == .sgd(momentum: 0) && clipNorm == nil && warmupSteps == nil && weightDecay == 0
          && adversarialEpsilon == nil,
      "gradient flow is plain descent on the loss")
    precondition(flowAngle > 0 && flowAngle < 90, "steps that turn by \(flowAngle) degrees")
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.schedule = schedule
    self.clipNorm = clipNorm
    self.warmupSteps = warmupSteps
    self.weightDecay = weightDecay
    self.epochDecay = epochDecay
    self.adversarialEpsilon = adversarialEpsilon
    self.flowAngle = flowAngle
    self.steps = steps
    self.tolerance = tolerance
    self.logInterval = logInterval
  }
}
