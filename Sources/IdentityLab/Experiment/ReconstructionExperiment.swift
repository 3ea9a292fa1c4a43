import LabBase
import LabData
import LabRuns
import Nets

/// A net to be trained on its images, with everything that it will be asked about.
package struct ReconstructionExperiment: Experiment {
  /// The complete settings.
  package let configuration: ReconstructionConfiguration
  /// The pictures.
  package let data: ExperimentData
  /// Where files of first weights are found.
  let weights: WeightLibrary

  /// The file of first weights, which only training needs; nil where the initialiser draws them.
  var startWeights: StartWeights? {
    get throws(LabError) { try weights.weights(ofDigest: configuration.startWeights) }
  }

  /// Requires the file of first weights.
  ///
  /// - Throws: `LabError.missingInput` where it is not there, `.badData` where it is another one.
  package func requireInputs() throws(LabError) { _ = try startWeights }

  /// How often each training image was seen on average before a step; nil where every step sees all of them.
  package func epoch(atStep step: Int) -> Double? {
    guard let batchSize = configuration.batchSize, batchSize < data.training.count else { return nil }
    return Double(step) * Double(batchSize) / Double(data.training.count)
  }

  /// Copies the picture files among the training images, and the file of first weights, below an output folder.
  ///
  /// - Throws: `LabError` where they cannot be written.
  package func keepInputs(below output: String) throws(LabError) {
    try PictureStore(output: output).keep(data.files, dataDigest: configuration.dataDigest)
    if let startWeights = try startWeights { try WeightStore(output: output).keep(startWeights) }
  }

  /// Builds the net and its training.
  ///
  /// The pictures that the net will be asked about are drawn first: what they lack is better known before a long training
  /// than after it.
  ///
  /// - Throws: `LabError.badConfiguration` where it does not fit this machine, `.badData` where the file of first weights is not
  ///   of this net, and what drawing the pictures throws.
  package func makeSession(threads: Int) throws(LabError) -> ReconstructionSession {
    try CostEstimate(configuration).checkMemory()
    _ = try data.battery
    return try ReconstructionSession(self, threads: threads)
  }

  /// Asks the trained net everything.
  package func record(
    of session: ReconstructionSession, _ result: TrainingResult, threads: Int
  ) throws(LabError) -> ReconstructionRecord {
    let parameters = session.parameters
    let evaluation = try evaluate(parameters, threads: threads)
    let outcome = TrainingOutcome(result, restLoss: data.training.meanSquare(configuration.normalize))
    return ReconstructionRecord(
      runKey: runKey, directory: RunDirectory<ReconstructionLab>.relativePath(runKey: runKey),
      parameterCount: parameters.layout.count, steps: result.steps,
      finalLoss: result.finalLoss.isFinite ? result.finalLoss : nil,
      initialLoss: result.initialLoss.isFinite ? result.initialLoss : nil,
      pathLength: result.pathLength,
      plateau: outcome == .plateau
        ? session.plateau(degree: epoch(atStep: 0) == nil ? configuration.homogeneousDegree : nil) : nil,
      stopReason: result.stopReason,
      outcome: outcome, zone: outcome == .fitted ? evaluation.zone : nil,
      evaluation: evaluation.evaluation, similarity: evaluation.similarity)
  }

  /// Asks a net of this experiment's architecture everything: probes, similarity curve, zone.
  ///
  /// - Parameter threads: how many share the arithmetic; the answers have the same bits for any number.
  /// - Throws: `LabError` where the probes cannot be drawn.
  package func evaluate(
    _ parameters: ParameterBuffer<Float>, threads: Int = 1
  ) throws(LabError) -> Evaluation {
    let predictor = Predictor(
      configuration, parameters: parameters, imageShape: configuration.imageShape, threads: threads)
    let evaluator = try Evaluator(
      battery: data.battery, similarity: data.similarity, constants: data.constants,
      zoneThreshold: configuration.zoneThreshold, zoneFamily: configuration.probes.zoneFamily)
    return evaluator.evaluate { predictor.predict($0) }
  }
}
