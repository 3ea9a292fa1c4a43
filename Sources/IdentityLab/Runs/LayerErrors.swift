import Nets

/// What the similarity-weighted classifier makes of a run's layers, with what it was asked about.
public struct LayerErrors: Codable, Equatable, Sendable {
  /// The run.
  public let runKey: String
  /// Whether the weights are those that the run began with.
  public let isUntrained: Bool
  /// Where the labelled digits are from.
  public let digits: ProbeSource.Digits
  /// Images whose labels were given.
  public let trainImages: Int
  /// Images that were classified.
  public let testImages: Int
  /// The errors, the input first.
  public let layers: [LayerError]
}

/// A question to the similarity-weighted classifier.
public struct LayerErrorRequest: Equatable, Sendable {
  /// Whether to take the weights that a run began with.
  public var isUntrained: Bool
  /// The first images of the training part to take; nil for all.
  public var trainImages: Int?
  /// The first images of the test part to take; nil for all.
  public var testImages: Int?

  /// Makes a request; all images of the trained net by default.
  public init(isUntrained: Bool = false, trainImages: Int? = nil, testImages: Int? = nil) {
    self.isUntrained = isUntrained
    self.trainImages = trainImages
    self.testImages = testImages
  }

  /// Classifies labelled digits from where the run's probes are, MNIST's where they were present, by every layer.
  ///
  /// The result is kept beside the run; the same request of the same run is read, not computed.
  ///
  /// - Throws: `LabError` where the run's weights or the digits are missing, or an image count is not positive.
  public func errors(
    of directory: RunDirectory, locator: DatasetLocator, threads: Int = 1,
    onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> LayerErrors {
    for (key, count) in [("trainImages", trainImages), ("testImages", testImages)] {
      if let count, count < 1 {
        throw .badConfiguration(key: key, found: "\(count)", expected: "a number of images from 1 on")
      }
    }
    let name = [
      "layer-error", isUntrained ? "untrained" : "trained", trainImages.map(String.init) ?? "all",
      testImages.map(String.init) ?? "all",
    ].joined(separator: "-")
    return try directory.study(name) { () throws(LabError) -> LayerErrors in
      try compute(directory, locator, threads, onProgress)
    }
  }

  private func compute(
    _ directory: RunDirectory, _ locator: DatasetLocator, _ threads: Int, _ onProgress: (Double) -> Void
  ) throws(LabError) -> LayerErrors {
    let configuration = try directory.configuration()
    let parameters =
      isUntrained ? configuration.makeInitialParameters() : try directory.weights(configuration)
    let source = configuration.probes.digits
    let training = try source.labelledImages(.train, limit: trainImages, from: locator)
    let test = try source.labelledImages(.test, limit: testImages, from: locator)
    let classifier = SimilarityClassifier(
      configuration.network, activation: configuration.activation, parameters: parameters,
      imageShape: configuration.imageShape, normalization: configuration.normalize, threads: threads)
    return LayerErrors(
      runKey: directory.runKey, isUntrained: isUntrained, digits: source, trainImages: training.count,
      testImages: test.count,
      layers: try classifier.errors(training: training, test: test, onProgress: onProgress))
  }
}
