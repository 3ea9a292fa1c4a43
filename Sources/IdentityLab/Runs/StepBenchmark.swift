import Nets

/// Times the training step that runs use, on one random image, without evaluation or logging.
public struct StepBenchmark {
  /// Milliseconds a step.
  public struct Times: Codable, Equatable, Sendable {
    /// The median.
    public let millisecondsPerStep: Double
    /// The fastest step.
    public let minimum: Double
    /// The slowest step.
    public let maximum: Double
    /// How many steps were timed.
    public let steps: Int
  }

  private let trainer: Trainer<Float>

  /// Builds the network with `torch` initialisation and the trainer: SGD at rate 0.001 with momentum 0.9, or the
  /// adaptive rule at its usual rate.
  ///
  /// - Throws: `LabError.badConfiguration` where no such network can be built or it does not fit this machine.
  public init(
    kind: NetworkKind, depth: Int, width: Int, kernelSize: Int, imageShape: ImageShape,
    optimizer: OptimizerKind, threads: Int = 1
  ) throws(LabError) {
    let architecture: Architecture =
      switch kind {
      case .fcn: .fcn(depth: depth, width: width)
      case .cnn: .cnn(depth: depth, width: width, kernelSize: kernelSize)
      case .resnet: .resnet(depth: depth, width: width)
      case .resnetConv: .resnetConv(depth: depth, width: width, kernelSize: kernelSize)
      }
    if let problem = architecture.problem {
      throw .badConfiguration(key: problem.property, found: "\(problem.value)", expected: problem.requirement)
    }
    try CostEstimate(network: architecture, imageShape: imageShape, optimizer: optimizer).checkMemory()
    Processor.flushDenormals()
    let key = RandomKey(seed: 0)
    let parameters = ParameterBuffer<Float>(layout: architecture.parameterLayout(imageShape: imageShape))
    Initializer.torch.initialize(parameters, key: key.deriving("init"))
    let network = Network(
      architecture: architecture, activation: .relu, imageShape: imageShape, parameters: parameters,
      kernels: FastKernels(threads: threads), forTraining: true)
    let rule: OptimizerConfiguration =
      switch optimizer {
      case .sgd: .sgd()
      case .adam: .adam()
      case .rmsprop: .rmsprop()
      case .adagrad: .adagrad()
      case .adamax: .adamax()
      }
    let stream = RandomStream(key: key.deriving("image"))
    trainer = Trainer(
      network: network,
      configuration: TrainingConfiguration(
        optimizer: rule, learningRate: optimizer == .sgd ? 0.001 : optimizer.defaultLearningRate,
        schedule: .constant, steps: .max, tolerance: 0),
      inputs: (0..<imageShape.count).map { Float(stream.normal(at: $0)) })
  }

  /// The plan of every weight layer.
  public var plans: [PlanDescription] { trainer.network.plans }

  /// Takes three steps to warm up, then steps for so many seconds, at least five.
  public func measure(seconds: Double) -> Times {
    for _ in 0..<3 { trainer.step() }
    let clock = ContinuousClock()
    let start = clock.now
    var times: [Double] = []
    var before = start
    while times.count < 5 || (before - start).seconds < seconds {
      trainer.step()
      let after = clock.now
      times.append((after - before).seconds * 1000)
      before = after
    }
    times.sort()
    let middle = times.count / 2
    let median = times.count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2
    return Times(
      millisecondsPerStep: median, minimum: times[0], maximum: times[times.count - 1], steps: times.count)
  }
}
