import LabBase
import LabData
import LabImages
import LabRuns
import Nets

/// The laboratory of nets that learn to give one image back: makes experiments of settings, reading each data set and
/// drawing each battery once.
package final class ReconstructionLab: Lab {
  /// Its name in files.
  package static let name = "reconstruction"

  /// The training image where nothing is said: MNIST's first 7 or, without MNIST, the built-in one.
  package static let usualImage = "mnist:7 | builtin:7"

  /// Bytes of batteries that are kept for the next experiment on the same images, and as many of each of the four other
  /// kinds of pictures: 64 MB, some dozens of batteries at 28×28.
  static let cacheLimit = 64_000_000

  /// The pictures of all kinds.
  package static let heldBytes = Double(DataLibrary.kinds * cacheLimit)

  /// The pictures.
  let library: DataLibrary
  private let weights: WeightLibrary

  /// Where data sets are found.
  package var locator: DatasetLocator { library.locator }

  /// Makes a laboratory that looks for data where `locator` does.
  ///
  /// - Parameter output: the output folder, in which it finds the pictures that finished runs were trained on, and
  ///   keeps facts about data; nil does without.
  package convenience init(locator: DatasetLocator, output: String? = nil) {
    self.init(locator: locator, output: output, cacheLimit: Self.cacheLimit)
  }

  /// Makes a laboratory that holds so many bytes of batteries, and as many of training images.
  init(locator: DatasetLocator, output: String? = nil, cacheLimit: Int) {
    library = DataLibrary(locator: locator, output: output, limit: cacheLimit)
    weights = WeightLibrary(output: output)
  }

  /// Has batteries drawn by several threads, to the same bits, and says how far they are.
  ///
  /// - Parameter onProgress: told the share done while a battery is drawn.
  package func draw(threads: Int, onProgress: @escaping (Double) -> Void) {
    (library.threads, library.onDrawing) = (threads, onProgress)
  }

  /// Completes and validates settings of one value each.
  ///
  /// - Throws: `LabError` naming the setting that cannot be used or the data that are missing or broken.
  package func makeConfiguration(_ settings: Settings) throws(LabError) -> ReconstructionConfiguration {
    let (settings, startWeights) = try weights.resolve(Self.expanded(settings))
    let parser = SettingParser(settings, table: ReconstructionConfiguration.settings)
    let form = try PictureForm(parser)
    let imageName = parser.settings.name(of: .image)
    let (spec, files, pictures): (TrainingSpec, [PictureBytes], PictureFacts)
    do throws(LabError) {
      spec = try TrainingSpec(firstPresentOf: parser.settings[.image] ?? Self.usualImage, locator: locator)
      files = try library.files(of: spec)
      pictures = try library.facts(PictureRequest(spec: spec, form: form, files: files))
    } catch {
      throw error.renaming(SettingKey.image.rawValue, to: imageName)
    }
    let shape = ImageShape(channels: pictures.channels, height: pictures.height, width: pictures.width)
    let largest = ReconstructionConfiguration.largestSize
    guard max(shape.height, shape.width) <= largest else {
      throw .badConfiguration(
        key: imageName, found: "\(spec) of \(shape.height)x\(shape.width) pixels",
        expected: "at most \(largest) each way; shrink it with --size")
    }
    var sized = form
    sized.size = .exact(height: shape.height, width: shape.width)
    let recipe = DataRecipe(
      pictures: PictureRequest(spec: spec, form: sized, files: files),
      normalization: try parser.choice(
        .normalize, default: spec.usualNormalization(channels: shape.channels)),
      source: ProbeSource(resolvedFrom: locator, channels: shape.channels))
    func facts(_ digest: String) -> DataFacts {
      DataFacts(
        image: spec, form: sized, shape: shape, count: pictures.count, normalization: recipe.normalization,
        probes: recipe.source, digest: digest)
    }
    // Before the battery is drawn, which may take long: a setting that cannot be used, or a net that does not fit.
    let sketch = try ReconstructionConfiguration.completed(parser, facts(""))
    try CostEstimate(sketch).checkMemory()
    _ = try startWeights?.parameters(sketch.layout)
    return try ReconstructionConfiguration.completed(parser, facts(library.digest(recipe)))
  }

  /// Settings with those of the recipe that they name beneath.
  private static func expanded(_ settings: Settings) throws(LabError) -> Settings {
    let parser = SettingParser(settings, table: ReconstructionConfiguration.settings)
    guard let word = try parser.text(.recipe), let recipe = TrainingRecipe(rawValue: word) else {
      return settings
    }
    return recipe.settings.overlaid(with: settings)
  }

  /// Finds the data of a configuration: training pictures that came from files in the copies that were kept of them or,
  /// without those, where they were.
  ///
  /// - Throws: `LabError.badData` where the data on this machine are not those that it was made with.
  package func makeExperiment(
    _ configuration: ReconstructionConfiguration
  ) throws(LabError) -> ReconstructionExperiment {
    let spec = try TrainingSpec(parsing: configuration.image)
    // A copy that does not give the run's data is no better than none.
    if let kept = library.keptFiles(of: spec, dataDigest: configuration.dataDigest),
      let experiment = try? experiment(configuration, spec, kept)
    {
      return experiment
    }
    return try experiment(configuration, spec, library.files(of: spec))
  }

  /// The pictures of a stored run at another size, from the sources that the run used.
  ///
  /// - Throws: `LabError.badData` where the data on this machine are not those of the run.
  package func makeData(
    stored configuration: ReconstructionConfiguration, size: (height: Int, width: Int)
  ) throws(LabError) -> ExperimentData {
    // At its own size the run has a digest to tell by; what has none of its own is made of the same.
    let files = try makeExperiment(configuration).data.files
    var form = configuration.form
    form.size = .exact(height: size.height, width: size.width)
    let request = PictureRequest(
      spec: try TrainingSpec(parsing: configuration.image), form: form, files: files)
    return try ExperimentData(recipe(configuration, request), library: library)
  }

  private func experiment(
    _ configuration: ReconstructionConfiguration, _ spec: TrainingSpec, _ files: [PictureBytes]
  ) throws(LabError) -> ReconstructionExperiment {
    let data = try ExperimentData(
      recipe(configuration, PictureRequest(spec: spec, form: configuration.form, files: files)),
      library: library)
    let digest = try data.digest
    guard digest == configuration.dataDigest else {
      throw .badData(
        path: "data of run \(configuration.runKey)",
        expected: "images of digest \(configuration.dataDigest.prefix(16)), those the run used",
        found: "\(digest.prefix(16)); point --data at the folder that the run was made with")
    }
    // The digest holds the pictures, not how many channels or examples the words beside it say there are.
    guard data.training.shape == configuration.imageShape,
      (configuration.batchSize ?? 1) <= data.training.count
    else {
      throw .badData(
        path: "data of run \(configuration.runKey)",
        expected: "\(configuration.batchSize ?? 1) images of \(configuration.imageShape) for a step",
        found: "\(data.training.count) of \(data.training.shape)")
    }
    return ReconstructionExperiment(configuration: configuration, data: data, weights: weights)
  }

  private func recipe(
    _ configuration: ReconstructionConfiguration, _ request: PictureRequest
  ) -> DataRecipe {
    DataRecipe(pictures: request, normalization: configuration.normalize, source: configuration.probes)
  }
}
