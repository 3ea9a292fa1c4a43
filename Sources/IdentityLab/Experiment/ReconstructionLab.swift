import LabBase
import LabData
import LabImages
import LabRuns

/// The laboratory of nets that learn to give one image back: makes experiments of settings, reading each data set and
/// drawing each battery once.
package final class ReconstructionLab: Lab {
  /// The training image where nothing is said: MNIST's first 7 or, without MNIST, the built-in one.
  package static let usualImage = "mnist:7 | builtin:7"

  /// Bytes of batteries that are kept for the next experiment on the same images: 256 MB, some hundred at 28×28.
  static let cacheLimit = 256_000_000

  /// Where data sets are found.
  package let locator: DatasetLocator
  private var batteries: BoundedCache<DataRecipe, ExperimentData>
  private var trainingSets: BoundedCache<ImageRequest, TrainingSet>
  /// A plan needs no more of a battery than its digest.
  private var digests: [DataRecipe: String] = [:]
  /// How many batteries were drawn so far.
  private(set) var batteryCount = 0

  /// Makes a laboratory that looks for data where `locator` does.
  package convenience init(locator: DatasetLocator) {
    self.init(locator: locator, cacheLimit: Self.cacheLimit)
  }

  /// Makes a laboratory that keeps so many bytes of batteries, and as many of training images.
  init(locator: DatasetLocator, cacheLimit: Int) {
    self.locator = locator
    batteries = BoundedCache(limit: cacheLimit)
    trainingSets = BoundedCache(limit: cacheLimit)
  }

  /// Bytes of the batteries and of the training images that are kept.
  var cachedBytes: (batteries: Int, trainingSets: Int) { (batteries.size, trainingSets.size) }

  /// Completes and validates settings of one value each.
  ///
  /// - Throws: `LabError` naming the setting that cannot be used or the data that are missing or broken.
  package func makeConfiguration(_ settings: Settings) throws(LabError) -> ReconstructionConfiguration {
    let parser = try SettingParser(Self.expanded(settings), table: ReconstructionConfiguration.settings)
    let size = try parser.text(.size).flatMap(ReconstructionConfiguration.extents)
    let spec = try TrainingSpec(firstPresentOf: parser.settings[.image] ?? Self.usualImage, locator: locator)
    let training = try trainingSet(spec, size: size)
    let shape = training.shape
    let largest = ReconstructionConfiguration.largestSize
    guard max(shape.height, shape.width) <= largest else {
      throw .badConfiguration(
        key: SettingKey.image.rawValue, found: "\(spec) of \(shape.height)x\(shape.width) pixels",
        expected: "at most \(largest) each way; shrink it with --size")
    }
    let recipe = DataRecipe(
      spec: spec.description, height: shape.height, width: shape.width,
      normalization: try parser.choice(.normalize, default: spec.usualNormalization),
      source: ProbeSource(resolvedFrom: locator, channels: shape.channels))
    func facts(_ digest: String) -> DataFacts {
      DataFacts(
        image: spec, shape: shape, count: training.count, normalization: recipe.normalization,
        probes: recipe.source, digest: digest)
    }
    // Before the battery is drawn, which may take long: a setting that cannot be used, or a net that does not fit.
    try CostEstimate(ReconstructionConfiguration.completed(parser, facts(""))).checkMemory()
    return try ReconstructionConfiguration.completed(parser, facts(digest(recipe, spec, training)))
  }

  /// Settings with those of the recipe that they name beneath.
  private static func expanded(_ settings: Settings) throws(LabError) -> Settings {
    let parser = SettingParser(settings, table: ReconstructionConfiguration.settings)
    guard let word = try parser.text(.recipe), let recipe = TrainingRecipe(rawValue: word) else {
      return settings
    }
    return recipe.settings.overlaid(with: settings)
  }

  /// Finds the data of a configuration.
  ///
  /// - Throws: `LabError.badData` where the data on this machine are not those that it was made with.
  package func makeExperiment(
    _ configuration: ReconstructionConfiguration
  ) throws(LabError) -> ReconstructionExperiment {
    let recipe = DataRecipe(
      spec: configuration.image, height: configuration.imageHeight, width: configuration.imageWidth,
      normalization: configuration.normalize, source: configuration.probes)
    let spec = try TrainingSpec(parsing: recipe.spec)
    let training = try trainingSet(spec, size: (recipe.height, recipe.width))
    let digest = try digest(recipe, spec, training)
    guard digest == configuration.dataDigest else {
      throw .badData(
        path: "data of run \(configuration.runKey)",
        expected: "images of digest \(configuration.dataDigest.prefix(16)), those the run used",
        found: "\(digest.prefix(16)); point --data at the folder that the run was made with")
    }
    let data = try self.data(recipe, spec, training)
    // The digest holds the pictures, not how many channels or examples the words beside it say there are.
    guard data.training.shape == configuration.imageShape,
      (configuration.batchSize ?? 1) <= data.training.count
    else {
      throw .badData(
        path: "data of run \(configuration.runKey)",
        expected: "\(configuration.batchSize ?? 1) images of \(configuration.imageShape) for a step",
        found: "\(data.training.count) of \(data.training.shape)")
    }
    return ReconstructionExperiment(configuration: configuration, data: data)
  }

  /// The pictures of a stored run at another size, from the sources that the run used.
  ///
  /// - Throws: `LabError.badData` where the data on this machine are not those of the run.
  package func makeData(
    stored configuration: ReconstructionConfiguration, size: (height: Int, width: Int)
  ) throws(LabError) -> ExperimentData {
    // At its own size the run has a digest to tell by; what has none of its own is made of the same.
    _ = try makeExperiment(configuration)
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
    trainingSets.insert(training, for: request, size: training.byteCount)
    return training
  }

  private func digest(
    _ recipe: DataRecipe, _ spec: TrainingSpec, _ training: TrainingSet
  ) throws(LabError) -> String {
    if let known = digests[recipe] { return known }
    let digest = try data(recipe, spec, training).digest
    digests[recipe] = digest
    return digest
  }

  private func data(
    _ recipe: DataRecipe, _ spec: TrainingSpec, _ training: TrainingSet
  ) throws(LabError) -> ExperimentData {
    if let known = batteries[recipe] { return known }
    let shape = training.shape
    try CostEstimate.checkPictures(shape)
    let battery = try ProbeBattery(
      trainingImages: training.references, source: recipe.source, locator: locator, shape: shape,
      normalization: recipe.normalization)
    // Correlation is undefined around an image without contrast: such a run has no similarity curve.
    let similarity = try? SimilarityProtocol().inputs(around: battery.trainingImage, shape: shape)
    let data = ExperimentData(
      training: training, constantNames: spec.constantNames, battery: battery, similarity: similarity ?? [])
    batteries.insert(data, for: recipe, size: data.byteCount)
    batteryCount += 1
    return data
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
