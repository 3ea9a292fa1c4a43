import Nets

/// How a stored net is asked again: other image size, other similarity inputs, other threshold.
public struct EvaluationRequest: Sendable {
  private let size: String?
  private let similarity: SimilarityProtocol
  private let zoneThreshold: Double?

  /// Makes a request; nil keeps what the run had, no ρ leaves the similarity inputs out.
  public init(
    size: String? = nil, family: SimilarityFamily = .gaussianNoise, rhos: [Double]? = nil,
    zoneThreshold: Double? = nil
  ) {
    self.size = size
    self.zoneThreshold = zoneThreshold
    similarity = SimilarityProtocol(family: family, rhos: rhos ?? SimilarityProtocol.defaultRhos)
  }

  /// Loads a run's net and data and evaluates it.
  ///
  /// - Parameter threads: how many share the arithmetic; the answers have the same bits for any number.
  /// - Throws: `LabError` where the run has no weights, its data are not on this machine, its net is bound to its
  ///   image size, or a ρ or the threshold is no such correlation.
  public func evaluate(
    _ directory: RunDirectory, factory: ExperimentFactory, threads: Int = 1
  ) throws(LabError) -> Evaluation {
    if let zoneThreshold, !(zoneThreshold > 0 && zoneThreshold <= 1) {
      throw .badConfiguration(
        key: "zoneThreshold", found: "\(zoneThreshold)", expected: "a correlation above 0 and at most 1")
    }
    let configuration = try directory.configuration()
    let weights = try directory.weights(configuration)
    let data = try data(configuration, factory)
    let battery = data.battery
    let others = battery[configuration.probes.zoneFamily].inputs
    // Around an image without contrast nothing has a correlation: as in the run, there is no curve then.
    let inputs =
      data.similarity.isEmpty || similarity.rhos.isEmpty
      ? []
      : try similarity.inputs(around: battery.trainingImage, shape: battery.shape, otherImages: others)
    let predictor = Predictor(
      configuration, parameters: weights, imageShape: battery.shape, threads: threads)
    return Evaluator(
      battery: battery, similarity: inputs, constants: data.constants,
      zoneThreshold: zoneThreshold ?? configuration.zoneThreshold,
      zoneFamily: configuration.probes.zoneFamily
    ).evaluate { predictor.predict($0) }
  }

  private func data(
    _ configuration: ExperimentConfiguration, _ factory: ExperimentFactory
  ) throws(LabError) -> ExperimentData {
    let parser = SettingParser(settings: ExperimentSettings(size.map { [.size: $0] } ?? [:]))
    guard let size = try parser.size() else {
      return try factory.makeExperiment(stored: configuration).data
    }
    guard configuration.network.isConvolutional else {
      throw .badConfiguration(
        key: "size", found: "\"\(self.size ?? "")\" for \(configuration.architecture.rawValue)",
        expected: "a convolutional net: a fully connected one takes only \(configuration.text(of: .size))")
    }
    return try factory.makeData(stored: configuration, size: size)
  }
}

extension RunDirectory {
  /// How far a one-layer fully connected net trained on one image is from Theorem 1's closed form, ‖W − W*‖ / ‖W*‖; nil for
  /// other nets, for which the theorem says nothing.
  ///
  /// - Throws: `LabError` where the run has no weights or its data are not on this machine.
  public func distanceFromTheorem1(factory: ExperimentFactory) throws(LabError) -> Double? {
    let configuration = try configuration()
    guard configuration.architecture == .fcn, configuration.depth == 1, configuration.batchSize == nil else {
      return nil
    }
    let trained = try weights(configuration)
    let trainingImage = try factory.makeExperiment(stored: configuration).data.battery.trainingImage
    let theorem = try Theorem1(
      initialWeights: configuration.makeInitialParameters().values.array, trainingImage: trainingImage)
    return theorem.relativeError(ofWeights: trained.values.array)
  }
}
