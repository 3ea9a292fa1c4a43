import LabRuns
import Nets

extension MemorisationRecord {
  /// States what a training came to.
  ///
  /// - Parameter scores: those at the final weights; nil of a diverged run.
  init(
    _ configuration: MemorisationConfiguration, _ data: ClassificationData, _ result: TrainingResult,
    _ history: EpochHistory, _ scores: EpochScores?
  ) {
    runKey = configuration.runKey
    directory = RunDirectory<MemorisationLab>.relativePath(runKey: configuration.runKey)
    parameterCount =
      configuration.classifier.parameterLayout(imageShape: configuration.imageShape).trainedCount
    steps = result.steps
    epochs = configuration.epoch(afterSteps: result.steps)
    finalLoss = result.finalLoss.isFinite ? result.finalLoss : nil
    initialLoss = result.initialLoss.isFinite ? result.initialLoss : nil
    stopReason = result.stopReason
    outcome = Self.outcome(scores, classCount: configuration.classCount)
    trainAccuracy = scores?.trainAccuracy
    cleanAccuracy = scores?.cleanAccuracy
    corruptedAccuracy = scores?.corruptedAccuracy
    validationAccuracy = scores?.validationAccuracy
    testAccuracy = scores?.testAccuracy
    testLoss = scores.flatMap { $0.testLoss.isFinite ? $0.testLoss : nil }
    epochsToFit = history.fittedSteps.map(configuration.epoch(afterSteps:))
    stepsToFit = history.fittedSteps
    bestEpoch = history.best?.epoch
    bestValidationAccuracy = history.best?.validationAccuracy
    bestTestAccuracy = history.best?.testAccuracy
    classCount = configuration.classCount
    trainCount = configuration.trainCount
    validationCount = configuration.validation
    testCount = configuration.testCount
    relabelledCount = data.corruption.relabelledCount
    noiseCount = data.corruption.noiseCount
  }

  /// A net hardly right more often than by guessing, less than half again as often, has not left its start; a loss does
  /// not tell, for it may grow while more images become right.
  private static func outcome(_ scores: EpochScores?, classCount: Int) -> TrainingOutcome {
    guard let scores else { return .diverged }
    if scores.isFitted { return .fitted }
    return scores.trainAccuracy < 1.5 / Double(classCount) ? .plateau : .descending
  }
}
