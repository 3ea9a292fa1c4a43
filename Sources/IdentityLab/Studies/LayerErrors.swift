import LabBase
import LabRuns

/// What every layer of a run's net still tells of a digit: the error rates of the similarity-weighted classifier.
package struct LayerErrors: Study {
  /// What the classifier makes of a run's layers, with what it was asked about.
  package struct Value: Codable, Equatable, Sendable {
    /// The run.
    package let runKey: String
    /// Whether the weights are those that the run began with.
    package let isUntrained: Bool
    /// Where the labelled digits are from.
    package let digits: ProbeSource.Digits
    /// Images whose labels were given.
    package let trainImages: Int
    /// Images that were classified.
    package let testImages: Int
    /// The errors, the input first.
    package let layers: [LayerError]
  }

  /// The version of the measure.
  package static let version = 1
  /// Most images of either part, as many as MNIST has to train on: drawn digits have no end of their own.
  package static let largestCount = 60_000

  /// Whether to take the weights that a run began with.
  package let isUntrained: Bool
  /// The first images of the training part to take; nil for all.
  package let trainImages: Int?
  /// The first images of the test part to take; nil for all.
  package let testImages: Int?

  /// Makes a question; all images of the trained net by default.
  package init(isUntrained: Bool = false, trainImages: Int? = nil, testImages: Int? = nil) {
    self.isUntrained = isUntrained
    self.trainImages = trainImages
    self.testImages = testImages
  }

  /// Says which weights and how many images.
  package var name: String {
    [
      "layer-error", isUntrained ? "untrained" : "trained", trainImages.map(String.init) ?? "all",
      testImages.map(String.init) ?? "all",
    ].joined(separator: "-")
  }

  /// Classifies labelled digits from where the run's probes are, MNIST's where they were present, by every layer.
  ///
  /// - Throws: `LabError` where the run's weights or the digits are missing, or an image count is none.
  package func measure(
    _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int,
    onProgress: (Double) -> Void
  ) throws(LabError) -> Value {
    for (key, count) in [("trainImages", trainImages), ("testImages", testImages)] {
      if let count, !(1...Self.largestCount).contains(count) {
        throw .badConfiguration(
          key: key, found: "\(count)", expected: "a number of images from 1 to \(Self.largestCount)")
      }
    }
    let configuration = try run.configuration()
    let parameters = try run.finiteWeights(configuration, isUntrained: isUntrained)
    let source = configuration.probes.digits
    let training = try source.labelledImages(.train, limit: trainImages, from: lab.locator)
    let test = try source.labelledImages(.test, limit: testImages, from: lab.locator)
    let classifier = SimilarityClassifier(
      configuration.network, activation: configuration.networkActivation, parameters: parameters,
      imageShape: configuration.imageShape, normalization: configuration.normalize, threads: threads)
    return Value(
      runKey: run.runKey, isUntrained: isUntrained, digits: source, trainImages: training.count,
      testImages: test.count,
      layers: try classifier.errors(training: training, test: test, onProgress: onProgress))
  }
}
