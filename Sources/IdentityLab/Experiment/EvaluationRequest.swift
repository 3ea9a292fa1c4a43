import LabBase
import LabRuns
import Nets

/// How a stored net is asked again: other image size, other similarity inputs, other threshold.
package struct EvaluationRequest: Sendable {
  private let size: String?
  private let similarity: SimilarityProtocol
  private let zoneThreshold: Double?

  /// Makes a request; nil keeps what the run had, no ρ leaves the similarity inputs out.
  package init(
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
  package func evaluate(
    _ directory: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int = 1
  ) throws(LabError) -> Evaluation {
    if let zoneThreshold, !(zoneThreshold > 0 && zoneThreshold <= 1) {
      throw .badConfiguration(
        key: "zoneThreshold", found: "\(zoneThreshold)", expected: "a correlation above 0 and at most 1")
    }
    let configuration = try directory.configuration()
    let weights = try directory.weights(configuration)
    let data = try data(configuration, lab)
    let battery = data.battery
    let predictor = Predictor(
      configuration, parameters: weights, imageShape: battery.shape, threads: threads)
    let evaluation = Evaluator(
      battery: battery, similarity: try inputs(configuration, data), constants: data.constants,
      zoneThreshold: zoneThreshold ?? configuration.zoneThreshold,
      zoneFamily: configuration.probes.zoneFamily
    ).evaluate { predictor.predict($0) }
    // What a net that did not fit answers is no finding.
    let isFitted = directory.record?.outcome == .fitted
    return Evaluation(
      zone: isFitted ? evaluation.zone : nil, evaluation: evaluation.evaluation,
      similarity: evaluation.similarity)
  }

  private func inputs(
    _ configuration: ReconstructionConfiguration, _ data: ExperimentData
  ) throws(LabError) -> [SimilarityInputs] {
    // Around an image without contrast nothing has a correlation: as in the run, there is no curve then.
    if data.similarity.isEmpty || similarity.rhos.isEmpty { return [] }
    // Those of the run are there already, and large ones take a lot of memory.
    if similarity == SimilarityProtocol() { return data.similarity }
    return try similarity.inputs(
      around: data.battery.trainingImage, shape: data.battery.shape,
      otherImages: data.battery[configuration.probes.zoneFamily].inputs)
  }

  private func data(
    _ configuration: ReconstructionConfiguration, _ lab: ReconstructionLab
  ) throws(LabError) -> ExperimentData {
    guard let text = size else { return try lab.makeExperiment(configuration).data }
    let setting = ReconstructionConfiguration.settings[.size]
    let form = try setting.domain.checked(text, key: .size)
    guard let size = ReconstructionConfiguration.extents(form) else {
      preconditionFailure("\(form) is in the domain of sizes")
    }
    guard configuration.network.isConvolutional else {
      throw .badConfiguration(
        key: "size", found: "\"\(text)\" for \(configuration.architecture.rawValue)",
        expected: "a convolutional net: a fully connected one takes only \(configuration.text(of: .size))")
    }
    try CostEstimate.checkMemory(
      asking: configuration.network,
      imageShape: ImageShape(channels: configuration.imageChannels, height: size.height, width: size.width))
    return try lab.makeData(stored: configuration, size: size)
  }
}
