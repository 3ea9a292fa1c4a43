import LabBase
import LabRuns
import Nets

extension ReconstructionConfiguration {
  /// Images a step of a whole set, unless the settings say otherwise.
  private static let usualBatchSize = 64

  /// Completes and validates settings about known data.
  ///
  /// - Throws: `LabError.badConfiguration` naming the setting that cannot be used.
  static func completed(
    _ parser: SettingParser<ReconstructionConfiguration>, _ facts: DataFacts
  ) throws(LabError) -> ReconstructionConfiguration {
    let kind = try parser.choice(.architecture, default: NetworkKind.cnn)
    let activation = try parser.choice(.activation, default: Activation.relu)
    let optimizer = try parser.choice(.optimizer, default: OptimizerKind.sgd)
    let schedule = try schedule(parser, optimizer: optimizer)
    let isWholeSet = facts.image.isWholeSet
    // [IC]'s sizes: linear nets as wide as the image, ReLU nets 2048, convolutions 128 channels.
    let usualWidth =
      kind.isConvolutional ? 128 : kind == .fcn && activation == .linear ? facts.shape.count : 2048
    let depth = try parser.integer(.depth) ?? (kind == .resnet || kind == .resnetConv ? 6 : 5)
    let width = try parser.integer(.width) ?? usualWidth
    let kernelSize = try parser.integer(.kernelSize) ?? 5
    let network = kind.architecture(depth: depth, width: width, kernelSize: kernelSize)
    // Between its input and its output a single layer has neither units nor a function.
    let hasHiddenLayers = depth > 1 || kind == .resnet || kind == .resnetConv
    let recipe = try parser.text(.recipe).flatMap(TrainingRecipe.init)
    let usualRate =
      schedule.usualRate
      ?? recipe?.learningRate(optimizer, network, imageShape: facts.shape) ?? optimizer.defaultLearningRate
    let batchSize = try batchSize(parser, facts)
    let startWeights = try parser.text(.startWeights)
    let initializer = try parser.choice(.initializer, default: Initializer.torch)
    let initializerGain = try parser.number(.initializerGain) ?? 1
    let momentum = try parser.number(.momentum)
    let epsilon = try parser.number(.epsilon)
    let configuration = ReconstructionConfiguration(
      architecture: kind,
      depth: depth,
      width: hasHiddenLayers ? width : nil,
      kernelSize: kind.isConvolutional ? kernelSize : nil,
      activation: hasHiddenLayers ? activation : nil,
      initializer: startWeights == nil ? initializer : nil,
      initializerGain: startWeights == nil ? initializerGain : nil,
      startWeights: startWeights,
      centred: try parser.text(.centred) == "true" ? true : nil,
      optimizer: optimizer,
      learningRate: try parser.number(.learningRate) ?? usualRate,
      momentum: optimizer == .sgd
        ? momentum ?? (schedule.usualRate == nil ? OptimizerKind.defaultMomentum : 0) : nil,
      epsilon: optimizer.defaultEpsilon.map { epsilon ?? $0 },
      schedule: schedule,
      clipNorm: try parser.number(.clipNorm),
      flowAngle: schedule == .flow
        ? try parser.number(.flowAngle) ?? TrainingConfiguration.usualFlowAngle : nil,
      warmupSteps: try parser.integer(.warmupSteps),
      steps: try parser.integer(.steps) ?? 3000,
      tolerance: try parser.number(.tolerance) ?? (isWholeSet ? 0 : 1e-4),
      seed: try parser.unsigned(.seed) ?? 0, image: facts.image.description,
      crop: facts.form.crop, gray: facts.form.isGray ? true : nil,
      batchSize: batchSize,
      imageChannels: facts.shape.channels, imageHeight: facts.shape.height, imageWidth: facts.shape.width,
      normalize: facts.normalization,
      zoneThreshold: try parser.number(.zoneThreshold) ?? Zone.defaultThreshold,
      probes: facts.probes, dataDigest: facts.digest,
      numerics: facts.numerics ?? numerics(batchSize: batchSize ?? 1))
    if schedule == .flow { try requireFlow(configuration, parser, facts) }
    if configuration.centred == true, let batchSize, batchSize < facts.count {
      throw .badConfiguration(
        key: parser.settings.name(of: .centred), found: "\(batchSize) of \(facts.count) images a step",
        expected: "all training images in every step where the untrained net's answers are taken off")
    }
    if let problem = configuration.network.problem {
      let name = parser.settings.name(of: SettingKey(rawValue: problem.property))
      throw .badConfiguration(key: name, found: "\(problem.value)", expected: problem.requirement)
    }
    return configuration
  }

  /// Requires that nothing but the loss of all images moves a net along gradient flow.
  private static func requireFlow(
    _ configuration: ReconstructionConfiguration, _ parser: SettingParser<ReconstructionConfiguration>,
    _ facts: DataFacts
  ) throws(LabError) {
    func refuse(_ key: SettingKey, _ found: String, _ expected: String) -> LabError {
      .badConfiguration(key: parser.settings.name(of: key), found: found, expected: expected)
    }
    if let momentum = configuration.momentum, momentum > 0 {
      throw refuse(.momentum, "\(momentum) beside the schedule flow", "0: flow has no momentum")
    }
    if configuration.warmupSteps != nil {
      throw refuse(.warmupSteps, "a warm-up beside the schedule flow", "none: flow finds its own steps")
    }
    if let batch = configuration.batchSize, batch < facts.count {
      throw refuse(
        .schedule, "flow with \(batch) of \(facts.count) images a step",
        "flow with all images in every step, or another schedule")
    }
  }

  /// Images a step; nil of a single training image.
  private static func batchSize(
    _ parser: SettingParser<ReconstructionConfiguration>, _ facts: DataFacts
  ) throws(LabError) -> Int? {
    guard facts.count > 1 else {
      _ = try parser.integer(.batchSize)
      return nil
    }
    let usual = facts.image.isWholeSet ? min(usualBatchSize, facts.count) : facts.count
    return try parser.text(.batchSize, in: .integers(1...facts.count)).flatMap { Int($0) } ?? usual
  }

  /// The schedule, where optimiser and clipping go with it.
  private static func schedule(
    _ parser: SettingParser<ReconstructionConfiguration>, optimizer: OptimizerKind
  ) throws(LabError) -> LearningRateSchedule {
    let schedule = try parser.choice(.schedule, default: LearningRateSchedule.step)
    guard schedule.usualRate != nil else { return schedule }
    guard optimizer == .sgd else {
      throw .badConfiguration(
        key: parser.settings.name(of: .schedule), found: "\(schedule.rawValue) with \(optimizer.rawValue)",
        expected: "\(schedule.rawValue) with sgd, or step or constant with \(optimizer.rawValue)")
    }
    guard parser.settings[.clipNorm] == nil else {
      throw .badConfiguration(
        key: parser.settings.name(of: .clipNorm), found: "a limit beside the schedule \(schedule.rawValue)",
        expected: "none: under \(schedule.rawValue) the steps' length is bounded already")
    }
    return schedule
  }
}

extension LearningRateSchedule {
  /// The base rate of schedules that bound a step's length themselves, and need plain SGD for it; nil of others.
  fileprivate var usualRate: Double? {
    switch self {
    case .constant, .step: nil
    case .polyak: 0.1
    case .flow: 0.001
    }
  }
}
