import LabBase
import LabData
import LabRuns
import Nets

/// The laboratory of classifiers that learn or memorise: makes experiments of settings, reading each set once.
package final class MemorisationLab: Lab {
  /// Its name in files.
  package static let name = "memorisation"

  /// The training set where nothing is said: the first of these that is here.
  package static let usualDataSet = "cifar10:train | mnist:train | builtin:digits/600"

  /// Bytes of images that are kept for the next experiment on the same ones.
  static let cacheLimit = 256_000_000

  /// The images of data sets.
  package static let heldBytes = Double(cacheLimit)

  private let library: LabelledSetLibrary
  private let weights: WeightLibrary

  /// Where data sets are found.
  package var locator: DatasetLocator { library.locator }

  /// Makes a laboratory that looks for data where `locator` does.
  ///
  /// - Parameter output: the output folder, in which it finds the weights that runs begin with; nil does without.
  package init(locator: DatasetLocator, output: String? = nil) {
    library = LabelledSetLibrary(locator: locator, limit: Self.cacheLimit)
    weights = WeightLibrary(output: output)
  }

  /// Completes and validates settings of one value each.
  ///
  /// - Throws: `LabError` naming the setting that cannot be used or the data that are missing or broken.
  package func makeConfiguration(_ settings: Settings) throws(LabError) -> MemorisationConfiguration {
    let (settings, startWeights) = try weights.resolve(settings)
    let parser = SettingParser(settings, table: MemorisationConfiguration.settings)
    let (dataName, testName) = (settings.name(of: .dataSet), settings.name(of: .testSet))
    let training = try LabelledSetSpec(
      firstPresentOf: settings[.dataSet] ?? Self.usualDataSet, locator: locator, key: dataName)
    let test =
      try settings[.testSet].map { text throws(LabError) in
        try LabelledSetSpec(firstPresentOf: text, locator: locator, key: testName)
      } ?? training.testSet
    let images = try library.images(training, key: SettingKey(rawValue: dataName))
    try require(test, goesWith: training, testName: testName)
    let testImages = try library.images(test, key: SettingKey(rawValue: testName))
    func facts(_ digest: String) -> LabelledSetFacts {
      LabelledSetFacts(
        training: training, test: test, shape: images.shape, count: images.count,
        testCount: testImages.count, digest: digest)
    }
    // Before a long digest: a setting that cannot be used, or a net that does not fit.
    let sketch = try MemorisationConfiguration.completed(parser, facts(""))
    try MemorisationCost(sketch).checkMemory()
    _ = try startWeights?.parameters(sketch.layout)
    return try MemorisationConfiguration.completed(parser, facts(digest(training, test)))
  }

  /// Finds the data of a configuration.
  ///
  /// - Throws: `LabError.badData` where the data on this machine are not those that it was made with.
  package func makeExperiment(
    _ configuration: MemorisationConfiguration
  ) throws(LabError) -> MemorisationExperiment {
    let data = try data(of: configuration, testSet: nil)
    return MemorisationExperiment(configuration: configuration, data: data, weights: weights)
  }

  /// The data of a configuration, with another test set where one is named.
  ///
  /// - Throws: `LabError.badData` where the data on this machine are not those that it was made with, and
  ///   `LabError.badConfiguration` for a test set that is not for its net.
  func data(
    of configuration: MemorisationConfiguration, testSet: String?
  ) throws(LabError) -> ClassificationData {
    let (dataKey, testKey) = (SettingKey.dataSet, SettingKey.testSet)
    let training = try LabelledSetSpec(parsing: configuration.dataSet, key: dataKey.rawValue)
    let test = try LabelledSetSpec(parsing: configuration.testSet, key: testKey.rawValue)
    let found = try digest(training, test)
    guard found == configuration.dataDigest else {
      throw .badData(
        path: "data of run \(configuration.runKey)",
        expected: "images of digest \(configuration.dataDigest.prefix(16)), those the run used",
        found: "\(found.prefix(16)); point --data at the folder that the run was made with")
    }
    let stored = try library.images(training, key: dataKey)
    // The digest holds the pictures, not what the words beside it say of their number and shape.
    let testCount = try library.images(test, key: testKey).count
    guard
      stored.count == configuration.imageCount, testCount == configuration.testCount,
      stored.shape.channels == configuration.imageChannels,
      min(stored.shape.height, stored.shape.width) == configuration.storedSize
    else {
      throw .badData(
        path: "data of run \(configuration.runKey)",
        expected:
          "\(configuration.imageCount) and \(configuration.testCount) images of \(configuration.imageShape)",
        found: "\(stored.count) and \(testCount) of \(stored.shape)")
    }
    var asked = test
    if let testSet {
      asked = try LabelledSetSpec(parsing: testSet, key: testKey.rawValue)
      try require(asked, goesWith: training, testName: testKey.rawValue)
    }
    let factor = configuration.shrinkage
    return ClassificationData(
      configuration, training: try library.images(training, shrunkBy: factor, key: dataKey),
      test: try library.images(asked, shrunkBy: factor, key: testKey))
  }

  /// Requires that a test set has the training set's classes and its images' shape.
  private func require(
    _ test: LabelledSetSpec, goesWith training: LabelledSetSpec, testName: String
  ) throws(LabError) {
    guard test.classCount <= training.classCount else {
      throw .badConfiguration(
        key: testName, found: "\(test), with labels 0 to \(test.classCount - 1)",
        expected: "labels 0 to \(training.classCount - 1), those of \(training)")
    }
    let images = try library.images(training, key: .dataSet)
    let testImages = try library.images(test, key: SettingKey(rawValue: testName))
    guard testImages.shape == images.shape else {
      throw .badConfiguration(
        key: testName, found: "\(test) of \(testImages.shape)",
        expected: "images of \(images.shape), as \(training) has")
    }
  }

  private func digest(_ training: LabelledSetSpec, _ test: LabelledSetSpec) throws(LabError) -> String {
    let parts = [try library.digest(training, key: .dataSet), try library.digest(test, key: .testSet)]
    return Digest.sha256(Array(parts.joined().utf8))
  }
}
