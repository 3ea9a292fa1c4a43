import LabBase
import LabRuns
import Nets

/// The training of a net to give its images back.
package final class ReconstructionSession: TrainingSession {
  /// Names of the numbers in metrics.csv.
  package static let metricColumns = ["loss", "gradient_norm", "learning_rate"]

  private let trainer: Trainer<Float>

  /// Builds the net with its first weights, and the trainer.
  ///
  /// - Throws: `LabError.badData` where the file of first weights is not of this net.
  init(_ experiment: ReconstructionExperiment, threads: Int) throws(LabError) {
    let (configuration, training) = (experiment.configuration, experiment.data.training)
    let batchSize = configuration.batchSize ?? 1
    let seesAll = batchSize == training.count
    let parameters = try configuration.makeInitialParameters(experiment.startWeights)
    let network = Network(
      architecture: configuration.network, activation: configuration.networkActivation,
      imageShape: configuration.imageShape, batchSize: batchSize,
      parameters: parameters, kernels: FastKernels(threads: threads),
      forTraining: true, inputIsFixed: seesAll)
    guard !seesAll else {
      let images = training.standardized(configuration.normalize)
      trainer = Trainer(
        network: network, configuration: configuration.training, inputs: images,
        targets: configuration.centred == true
          ? Self.targets(images, plusAnswersOf: parameters, configuration, threads: threads) : nil)
      return
    }
    trainer = Trainer(
      network: network, configuration: configuration.training,
      batches: ShuffledBatches(
        imageCount: training.count, imageSize: training.shape.count, batchSize: batchSize,
        key: RandomKey(seed: configuration.seed).deriving("batches"),
        writeImage: training.makeWriter(configuration.normalize)))
  }

  /// x̂ + f₀(x̂): what a net must answer for f − f₀ to be the identity there.
  private static func targets(
    _ images: [Float], plusAnswersOf parameters: ParameterBuffer<Float>,
    _ configuration: ReconstructionConfiguration, threads: Int
  ) -> [Float] {
    let shape = configuration.imageShape
    let start = Predictor.untrained(
      configuration, start: parameters.start, imageShape: shape, threads: threads)
    return zip(images, start.predict(ImageBatch(shape: shape, values: images)).values).map { $0 + $1 }
  }

  /// Updates done.
  package var completedSteps: Int { trainer.completedSteps }

  /// Weights, what the optimiser keeps, steps done and initial loss.
  package var state: SafetensorsFile { Checkpoint.state(of: trainer) }

  /// Takes a saved state over.
  package func restore(_ state: SafetensorsFile) throws(Checkpoint.MismatchError) {
    try Checkpoint.restore(state, into: trainer)
  }

  /// Steps until there is a reason to stop.
  package func run(shouldStop: () -> Bool, onRow: (MetricsRow) -> Void) -> TrainingResult {
    trainer.run(
      shouldStop: shouldStop,
      onMetrics: { row in
        onRow(
          MetricsRow(
            step: row.step, loss: row.loss, values: [row.loss, row.gradientNorm, row.learningRate],
            isLast: row.learningRate == nil))
      })
  }

  /// The weights by PyTorch's names.
  package var model: [SafetensorsFile.Tensor] { Checkpoint.tensors(of: parameters) }

  /// Where a training that came to nothing stands, by one more look at its loss.
  ///
  /// - Parameter degree: of the net as a function of its weights; nil where it is not homogeneous.
  func plateau(degree: Int?) -> Plateau {
    let weights = parameters
    let gradients = trainer.computeGradients().gradients
    return Plateau(gradientNorm: Self.norm(gradients), weightNorm: Self.norm(weights), degree: degree)
  }

  private static func norm(_ values: ParameterBuffer<Float>) -> Double {
    values.values.array.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  /// What the training holds in memory.
  var memory: TrainingMemory { trainer.memory }

  /// The weights after the updates done so far.
  var parameters: ParameterBuffer<Float> { trainer.settledParameters() }
}
