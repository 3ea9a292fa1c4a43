import LabBase
import LabRuns
import Nets

/// The training of a classifier, measured at the end of every epoch.
package final class MemorisationSession: TrainingSession {
  /// Names of the numbers in metrics.csv; `loss` is the mean of an epoch's batches.
  package static let metricColumns = MetricColumn.allCases.map(\.rawValue)

  /// Steps between two words for a progress bar.
  private static let progressInterval = 10
  /// A loss so many times that of the start has diverged.
  private static let divergence = 1e6

  /// What is remembered of the epochs.
  package private(set) var history = EpochHistory()
  /// What was measured last; nil before the first epoch's end and of a net that diverged.
  package private(set) var lastScores: EpochScores?

  private let configuration: MemorisationConfiguration
  private let data: ClassificationData
  private let trainer: Trainer<Float>
  private let scorer: PartScorer

  /// Builds the net with its first weights, and the trainer.
  ///
  /// - Throws: `LabError.badData` where the file of first weights is not of this net.
  init(_ experiment: MemorisationExperiment, threads: Int) throws(LabError) {
    configuration = experiment.configuration
    data = experiment.data
    trainer = Self.makeTrainer(
      configuration, data, parameters: try configuration.makeInitialParameters(experiment.startWeights),
      threads: threads)
    scorer = PartScorer(
      network: trainer.network, data: data, classCount: configuration.classCount)
  }

  /// The training of a configuration's net from its first weights.
  static func makeTrainer(
    _ configuration: MemorisationConfiguration, _ data: ClassificationData,
    parameters: ParameterBuffer<Float>, threads: Int
  ) -> Trainer<Float> {
    let network = Network(
      classifier: configuration.classifier, imageShape: configuration.imageShape,
      batchSize: configuration.batchSize, parameters: parameters,
      kernels: FastKernels(threads: threads), forTraining: true, randomKey: dropoutKey(configuration),
      computeInputGradient: configuration.adversarial > 0)
    return Trainer(
      network: network, configuration: configuration.training,
      batches: ClassificationBatches(configuration, data),
      objective: ClassificationObjective(
        batchSize: configuration.batchSize, classes: configuration.classCount))
  }

  /// The key of the masks of dropout.
  static func dropoutKey(_ configuration: MemorisationConfiguration) -> RandomKey {
    RandomKey(seed: configuration.seed).deriving("dropout")
  }

  /// Updates done.
  package var completedSteps: Int { trainer.completedSteps }

  /// Weights, running statistics, what the optimiser keeps, steps done, first loss, and what is remembered of the epochs.
  package var state: SafetensorsFile {
    var state = Checkpoint.state(of: trainer)
    state.metadata["epochs"] = CanonicalJSON.compact(history)
    return state
  }

  /// Takes a saved state over.
  package func restore(_ state: SafetensorsFile) throws(Checkpoint.MismatchError) {
    let steps = state.metadata["step"].flatMap(Int.init) ?? 0
    let restored = try EpochHistory(
      state.metadata["epochs"], completedSteps: max(0, min(steps, configuration.steps)),
      configuration: configuration)
    // Divergence is judged against it, and a cross-entropy is never 0.
    guard steps == 0 || state.metadata["initialLoss"].flatMap(Double.init).map({ $0 > 0 }) == true else {
      throw Checkpoint.MismatchError(
        expected: "the loss of the first batch, above 0", found: state.metadata["initialLoss"] ?? "none")
    }
    try Checkpoint.restore(state, into: trainer)
    history = restored
  }

  /// The weights and running statistics by PyTorch's names.
  package var model: [SafetensorsFile.Tensor] { Checkpoint.tensors(of: parameters) }

  /// What the training holds in memory.
  var memory: TrainingMemory { trainer.memory }

  /// The weights after the updates done so far.
  var parameters: ParameterBuffer<Float> { trainer.settledParameters() }

  /// Steps until there is a reason to stop, which there can be at an epoch's end, or anywhere where the loss diverges.
  package func run(shouldStop: () -> Bool, onRow: (MetricsRow) -> Void) -> TrainingResult {
    var last = trainer.initialLoss ?? .nan
    while true {
      let step = trainer.completedSteps
      if shouldStop() { return result(.interrupted, finalLoss: last) }
      if configuration.isEpochEnd(step), let reason = finishEpoch(onRow) {
        return result(reason, finalLoss: lastScores?.trainLoss ?? last)
      }
      last = trainer.step()
      let start = trainer.initialLoss ?? last
      trainer.initialLoss = start
      guard last.isFinite, last <= Self.divergence * max(start, .leastNormalMagnitude) else {
        lastScores = nil
        onRow(row(loss: last, scores: nil, isLast: true))
        return result(.diverged, finalLoss: last)
      }
      history.add(loss: last)
      if step % Self.progressInterval == 0 {
        onRow(MetricsRow(progressAt: step, loss: last, remarks: remarks))
      }
    }
  }

  private func result(_ reason: StopReason, finalLoss: Double) -> TrainingResult {
    TrainingResult(
      steps: trainer.completedSteps, finalLoss: finalLoss, stopReason: reason,
      initialLoss: trainer.initialLoss ?? finalLoss)
  }

  /// Measures the net and says why training ends, if it does.
  private func finishEpoch(_ onRow: (MetricsRow) -> Void) -> StopReason? {
    let scores = measure()
    let step = trainer.completedSteps
    let epoch = configuration.epoch(afterSteps: step)
    let loss = history.meanLoss ?? scores.trainLoss
    guard scores.trainLoss.isFinite else {
      lastScores = nil
      onRow(row(loss: loss, scores: nil, isLast: true))
      return .diverged
    }
    history.finish(epoch: epoch, step: step, scores)
    lastScores = scores
    let reason: StopReason? =
      if scores.isFitted, configuration.stopFitted {
        .tolerance
      } else if let patience = configuration.patience, let best = history.best, epoch - best.epoch >= patience
      {
        .patience
      } else {
        step >= configuration.steps ? .stepLimit : nil
      }
    onRow(row(loss: loss, scores: scores, isLast: reason != nil))
    return reason
  }

  private func measure() -> EpochScores {
    EpochScores(
      training: scorer.score(of: .training),
      validation: configuration.validation > 0 ? scorer.score(of: .validation) : nil,
      test: scorer.score(of: .test), corruption: data.corruption)
  }

  private func row(loss: Double, scores: EpochScores?, isLast: Bool) -> MetricsRow {
    let step = trainer.completedSteps
    let epoch = configuration.epoch(afterSteps: step)
    return MetricsRow(
      step: step, loss: loss,
      values: [
        Double(epoch), loss, configuration.training.learningRate(completedSteps: max(0, step - 1)),
        scores?.trainLoss,
        scores?.trainAccuracy, scores?.cleanAccuracy, scores?.corruptedAccuracy, scores?.validationAccuracy,
        scores?.testAccuracy,
      ], isLast: isLast, number: epoch, remarks: remarks)
  }

  /// The last accuracies, for a progress bar.
  private var remarks: [String] {
    guard let scores = lastScores else { return [] }
    return [("train", scores.trainAccuracy), ("test", scores.testAccuracy)].map { name, share in
      "\(name) \(PercentText.text(share))"
    }
  }
}
