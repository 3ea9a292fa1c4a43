import Nets

/// A configuration with the pictures it speaks of: all that a run needs.
public struct Experiment: Sendable {
  /// The complete settings.
  public let configuration: ExperimentConfiguration
  /// The pictures.
  public let data: ExperimentData

  /// Name of the run, 16 hex digits.
  public var runKey: String { configuration.runKey }

  /// How often each training image was seen on average before a step; nil where every step sees all of them.
  func epoch(atStep step: Int) -> Double? {
    guard let batchSize = configuration.batchSize, batchSize < data.training.count else { return nil }
    return Double(step) * Double(batchSize) / Double(data.training.count)
  }
}

/// The training images and everything that a trained net is asked about, standardised.
public struct ExperimentData: Sendable {
  /// What the net learns.
  public let training: TrainingSet
  /// The names of the training images that it may have memorised: all of a list, the first of a whole set.
  public let constantNames: [String]
  /// The probe battery; its training images are those of a list, the first few of a whole set.
  public let battery: ProbeBattery
  /// Inputs of known correlation with the training image; empty where nothing can correlate with it, because it
  /// is of one value all over or has too few pixels.
  public let similarity: [SimilarityInputs]
  /// Digest of the battery, and of a whole set's images.
  public let digest: String

  /// The standardised training images that ``constantNames`` names, C · H · W values each.
  public var constants: [[Float]] {
    constantNames.indices.map { Array(battery[.training].inputs[$0]) }
  }
}

/// Makes experiments of settings, reading each data set and drawing each battery once.
public final class ExperimentFactory {
  /// The training image where nothing is said: MNIST's first 7 or, without MNIST, the built-in one.
  public static let usualImage = "mnist:7 | builtin:7"

  let locator: DatasetLocator
  private var cache: [DataRecipe: ExperimentData] = [:]
  private var trainingSets: [ImageRequest: TrainingSet] = [:]

  /// Makes a factory that looks for data where `locator` does.
  public init(locator: DatasetLocator) {
    self.locator = locator
  }

  /// Completes and validates settings of one value each.
  ///
  /// - Throws: `LabError` naming the setting that cannot be used or the data that are missing or broken.
  public func makeExperiment(_ settings: ExperimentSettings) throws(LabError) -> Experiment {
    let parser = SettingParser(settings: settings)
    let spec = try TrainingSpec(firstPresentOf: settings[.image] ?? Self.usualImage, locator: locator)
    let training = try trainingSet(spec, size: parser.size())
    let shape = training.shape
    guard max(shape.height, shape.width) <= SettingParser.largestSize else {
      throw .badConfiguration(
        key: ExperimentKey.image.rawValue, found: "\(spec) of \(shape.height)x\(shape.width) pixels",
        expected: "at most \(SettingParser.largestSize) each way; shrink it with --size")
    }
    let recipe = DataRecipe(
      spec: spec.description, height: shape.height, width: shape.width,
      normalization: try parser.choice(.normalize, default: spec.usualNormalization),
      source: ProbeSource(resolvedFrom: locator, channels: shape.channels))
    let data = try self.data(recipe, spec, training)
    return Experiment(
      configuration: try Self.configuration(
        parser, recipe: recipe, training: training, isWholeSet: spec.isWholeSet, digest: data.digest),
      data: data)
  }

  /// Finds the data of a stored run's configuration again.
  ///
  /// - Throws: `LabError.badData` where the data on this machine are not those of the run.
  public func makeExperiment(stored configuration: ExperimentConfiguration) throws(LabError) -> Experiment {
    let recipe = DataRecipe(
      spec: configuration.image, height: configuration.imageHeight, width: configuration.imageWidth,
      normalization: configuration.normalize, source: configuration.probes)
    let spec = try TrainingSpec(parsing: recipe.spec)
    let data = try self.data(recipe, spec, trainingSet(spec, size: (recipe.height, recipe.width)))
    guard data.digest == configuration.dataDigest else {
      throw .badData(
        path: "data of run \(configuration.runKey)",
        expected: "images of digest \(configuration.dataDigest.prefix(16)), those the run used",
        found: "\(data.digest.prefix(16)); point --data at the folder that the run was made with")
    }
    return Experiment(configuration: configuration, data: data)
  }

  /// The pictures of a stored run at another size, from the sources that the run used.
  ///
  /// - Throws: `LabError.badData` where the data on this machine are not those of the run.
  public func makeData(
    stored configuration: ExperimentConfiguration, size: (height: Int, width: Int)
  ) throws(LabError) -> ExperimentData {
    // At its own size the run has a digest to tell by; what has none of its own is made of the same.
    _ = try makeExperiment(stored: configuration)
    let recipe = DataRecipe(
      spec: configuration.image, height: size.height, width: size.width,
      normalization: configuration.normalize, source: configuration.probes)
    let spec = try TrainingSpec(parsing: recipe.spec)
    return try data(recipe, spec, trainingSet(spec, size: size))
  }

  /// Loads training images once: a sweep of a thousand runs must not read its data set a thousand times.
  private func trainingSet(
    _ spec: TrainingSpec, size: (height: Int, width: Int)?
  ) throws(LabError) -> TrainingSet {
    let request = ImageRequest(spec: spec.description, height: size?.height, width: size?.width)
    if let known = trainingSets[request] { return known }
    let training = try spec.load(from: locator, size: size)
    trainingSets[request] = training
    return training
  }

  private func data(
    _ recipe: DataRecipe, _ spec: TrainingSpec, _ training: TrainingSet
  ) throws(LabError) -> ExperimentData {
    if let known = cache[recipe] { return known }
    let shape = training.shape
    let battery = try ProbeBattery(
      trainingImages: training.references, source: recipe.source, locator: locator, shape: shape,
      normalization: recipe.normalization)
    // Correlation is undefined around an image without contrast: such a run has no similarity curve.
    let similarity = try? SimilarityProtocol().inputs(around: battery.trainingImage, shape: shape)
    let digests = [battery.digest] + (training.digest.map { [$0] } ?? [])
    let data = ExperimentData(
      training: training, constantNames: spec.constantNames, battery: battery, similarity: similarity ?? [],
      digest: digests.count == 1 ? digests[0] : Digest.sha256(Array(digests.joined().utf8)))
    cache[recipe] = data
    return data
  }

  /// Images a step of a whole set, unless the settings say otherwise.
  private static let usualBatchSize = 64

  private static func configuration(
    _ parser: SettingParser, recipe: DataRecipe, training: TrainingSet, isWholeSet: Bool, digest: String
  ) throws(LabError) -> ExperimentConfiguration {
    let kind = try parser.choice(.architecture, default: NetworkKind.cnn)
    let activation = try parser.choice(.activation, default: Activation.relu)
    let optimizer = try parser.choice(.optimizer, default: OptimizerKind.sgd)
    let schedule = try Self.schedule(parser, optimizer: optimizer)
    // [IC]'s sizes: linear nets as wide as the image, ReLU nets 2048, convolutions 128 channels.
    let usualWidth =
      kind.isConvolutional ? 128 : kind == .fcn && activation == .linear ? training.shape.count : 2048
    let positive: (Double) -> Bool = { $0 > 0 }
    let configuration = ExperimentConfiguration(
      architecture: kind,
      depth: try parser.integer(
        .depth, default: kind == .resnet || kind == .resnetConv ? 6 : 5, in: 1...10_000),
      width: try parser.integer(.width, default: usualWidth, in: 1...1_000_000),
      kernelSize: kind.isConvolutional ? try parser.integer(.kernelSize, default: 5, in: 1...1001) : nil,
      activation: activation,
      initializer: try parser.choice(.initializer, default: .torch, aliases: Initializer.aliases),
      initializerGain: try parser.number(
        .initializerGain, default: 1, expected: "a number of at least 0", where: { $0 >= 0 }),
      optimizer: optimizer,
      learningRate: try parser.number(
        .learningRate, default: schedule == .polyak ? 0.1 : optimizer.defaultLearningRate,
        expected: "a number above 0", where: positive),
      momentum: optimizer == .sgd
        ? try parser.number(
          .momentum, default: schedule == .polyak ? 0 : 0.9, expected: "a number from 0 to below 1",
          where: { $0 >= 0 && $0 < 1 })
        : nil,
      epsilon: try optimizer.defaultEpsilon.map { usual throws(LabError) in
        try parser.number(.epsilon, default: usual, expected: "a number above 0", where: positive)
      },
      schedule: schedule,
      clipNorm: parser.settings[.clipNorm] == nil
        ? nil : try parser.number(.clipNorm, default: 1, expected: "a number above 0", where: positive),
      warmupSteps: parser.settings[.warmupSteps] == nil
        ? nil : try parser.integer(.warmupSteps, default: 1, in: 1...1_000_000_000),
      steps: try parser.integer(.steps, default: 3000, in: 0...1_000_000_000),
      tolerance: try parser.number(
        .tolerance, default: isWholeSet ? 0 : 1e-4, expected: "a number of at least 0", where: { $0 >= 0 }),
      seed: try parser.seed(), image: recipe.spec,
      batchSize: training.count == 1
        ? nil
        : try parser.integer(
          .batchSize, default: isWholeSet ? min(usualBatchSize, training.count) : training.count,
          in: 1...training.count),
      imageChannels: training.shape.channels, imageHeight: recipe.height, imageWidth: recipe.width,
      normalize: recipe.normalization,
      zoneThreshold: try parser.number(
        .zoneThreshold, default: Zone.defaultThreshold, expected: "a correlation above 0 and at most 1",
        where: { $0 > 0 && $0 <= 1 }),
      probes: recipe.source, dataDigest: digest, numerics: ExperimentConfiguration.currentNumerics)
    if let problem = configuration.network.problem {
      throw .badConfiguration(key: problem.property, found: "\(problem.value)", expected: problem.requirement)
    }
    try CostEstimate(configuration).checkMemory()
    return configuration
  }
}

extension ExperimentFactory {
  /// The schedule, where optimiser and clipping go with it.
  fileprivate static func schedule(
    _ parser: SettingParser, optimizer: OptimizerKind
  ) throws(LabError) -> LearningRateSchedule {
    let schedule = try parser.choice(.schedule, default: LearningRateSchedule.step)
    guard schedule == .polyak else { return schedule }
    guard optimizer == .sgd else {
      throw .badConfiguration(
        key: ExperimentKey.schedule.rawValue, found: "polyak with \(optimizer.rawValue)",
        expected: "polyak with sgd, or step or constant with \(optimizer.rawValue)")
    }
    guard parser.settings[.clipNorm] == nil else {
      throw .badConfiguration(
        key: ExperimentKey.clipNorm.rawValue, found: "a limit beside the schedule polyak",
        expected: "none: under polyak the learning rate is already the longest step")
    }
    return schedule
  }
}

/// A picture and the size it is wanted at; nil keeps its own.
private struct ImageRequest: Hashable {
  let spec: String
  let height: Int?
  let width: Int?
}

/// What a battery depends on.
private struct DataRecipe: Hashable {
  let spec: String
  let height: Int
  let width: Int
  let normalization: Normalization
  let source: ProbeSource
}
