import LabBase
import LabImages
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
  /// - Parameters:
  ///   - threads: how many share the arithmetic; the answers have the same bits for any number.
  ///   - onProgress: told the share of the images that were answered.
  /// - Throws: `LabError` where the run has no weights, its data are not on this machine, its net is bound to its
  ///   image size, or a ρ or the threshold is no such correlation.
  package func evaluate(
    _ directory: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int = 1,
    onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> Evaluation {
    if let zoneThreshold, !(zoneThreshold > 0 && zoneThreshold <= 1) {
      throw .badConfiguration(
        key: "--zone-threshold", found: "\(zoneThreshold)", expected: "a correlation above 0 and at most 1")
    }
    let configuration = try directory.configuration()
    // A diverged run's weights may be no numbers, which its answers then show.
    let weights =
      directory.record?.outcome == .diverged
      ? try directory.weights(configuration)
      : try directory.finiteWeights(configuration, isUntrained: false)
    let data = try data(configuration, lab)
    let battery = try data.battery
    let predictor = Predictor(
      configuration, parameters: weights, imageShape: battery.shape, threads: threads)
    let similarity = try inputs(configuration, data)
    let total = battery.sets.reduce(0) { $0 + $1.count } + similarity.reduce(0) { $0 + $1.inputs.count }
    var answered = 0
    let evaluation = Evaluator(
      battery: battery, similarity: similarity, constants: data.constants,
      zoneThreshold: zoneThreshold ?? configuration.zoneThreshold,
      zoneFamily: configuration.probes.zoneFamily
    ).evaluate { batch in
      let outputs = predictor.predict(batch)
      answered += batch.count
      onProgress(Double(answered) / Double(total))
      return outputs
    }
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
    if similarity.rhos.isEmpty { return [] }
    if try data.similarity.isEmpty { return [] }
    // Those of the run are there already, and large ones take a lot of memory.
    if similarity == SimilarityProtocol() { return try data.similarity }
    let battery = try data.battery
    return try similarity.inputs(
      around: battery.trainingImage, shape: battery.shape,
      otherImages: battery[configuration.probes.zoneFamily].inputs)
  }

  private func data(
    _ configuration: ReconstructionConfiguration, _ lab: ReconstructionLab
  ) throws(LabError) -> ExperimentData {
    guard let text = size else { return try lab.makeExperiment(configuration).data }
    let setting = ReconstructionConfiguration.settings[.size]
    _ = try setting.domain.checked(text, name: "--size")
    guard let wanted = PictureSize(text, sides: 1...ReconstructionConfiguration.largestSize) else {
      preconditionFailure("\(text) is in the domain of sizes")
    }
    let size = wanted.extents(ofHeight: configuration.imageHeight, width: configuration.imageWidth)
    guard configuration.network.isConvolutional else {
      throw .badConfiguration(
        key: "--size", found: "\"\(text)\" for \(configuration.architecture.rawValue)",
        expected: "a convolutional net: a fully connected one takes only \(configuration.text(of: .size))")
    }
    try CostEstimate.checkMemory(
      asking: configuration.network,
      imageShape: ImageShape(channels: configuration.imageChannels, height: size.height, width: size.width))
    return try lab.makeData(stored: configuration, size: size)
  }
}
