import LabRuns
import Nets

/// What a finished run of this laboratory found: the content of result.json, the same bytes whenever and wherever it is made.
///
/// Accuracies are shares from 0 to 1 at the final weights; nil where the run diverged, and of a part that is empty.
package struct MemorisationRecord: RunRecord {
  /// The configuration's digest, 16 hex digits.
  package let runKey: String
  /// The run's folder, relative to the output folder.
  package let directory: String
  /// Number of trained parameters.
  package let parameterCount: Int
  /// Updates done.
  package let steps: Int
  /// Epochs done.
  package let epochs: Int
  /// Mean cross-entropy of the training part at the final weights; nil where it is infinite or not a number.
  package let finalLoss: Double?
  /// Loss of the first batch at the first weights; nil where it is infinite or not a number.
  package let initialLoss: Double?
  /// Why training ended; `tolerance` where no training image was wrong.
  package let stopReason: StopReason
  /// What training came to; `fitted` where no training image is wrong.
  package let outcome: TrainingOutcome
  /// Share of the training part that is right by the labels that were trained with.
  package let trainAccuracy: Double?
  /// The same of the images that are not corrupted.
  package let cleanAccuracy: Double?
  /// The same of the corrupted images: how much of the noise was memorised.
  package let corruptedAccuracy: Double?
  /// Share of the validation part that is right.
  package let validationAccuracy: Double?
  /// Share of the test part that is right.
  package let testAccuracy: Double?
  /// Mean cross-entropy of the test part; nil where it is infinite or not a number.
  package let testLoss: Double?
  /// The first epoch at whose end no training image was wrong; nil for none.
  package let epochsToFit: Int?
  /// Updates until then.
  package let stepsToFit: Int?
  /// The first epoch with the best validation accuracy; nil without a validation part.
  package let bestEpoch: Int?
  /// Its validation accuracy.
  package let bestValidationAccuracy: Double?
  /// Its test accuracy: that of the net that early stopping would keep.
  package let bestTestAccuracy: Double?
  /// Number of classes.
  package let classCount: Int
  /// Images trained on.
  package let trainCount: Int
  /// Images held back.
  package let validationCount: Int
  /// Images tested on.
  package let testCount: Int
  /// Training images whose label is not the true one.
  package let relabelledCount: Int
  /// Training images that noise took the place of.
  package let noiseCount: Int

  /// Gap between training and test accuracy; nil of a diverged run.
  package var gap: Double? {
    guard let trainAccuracy, let testAccuracy else { return nil }
    return trainAccuracy - testAccuracy
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case runKey, directory, parameterCount, steps, epochs, finalLoss, initialLoss, stopReason, outcome
    case trainAccuracy, cleanAccuracy, corruptedAccuracy, validationAccuracy, testAccuracy, testLoss
    case epochsToFit, stepsToFit, bestEpoch, bestValidationAccuracy, bestTestAccuracy
    case classCount, trainCount, validationCount, testCount, relabelledCount, noiseCount
  }

  /// Encodes every key, null where there is no number.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(runKey, forKey: .runKey)
    try container.encode(directory, forKey: .directory)
    try container.encode(stopReason, forKey: .stopReason)
    try container.encode(outcome, forKey: .outcome)
    let counts: [(CodingKeys, Int?)] = [
      (.parameterCount, parameterCount), (.steps, steps), (.epochs, epochs), (.epochsToFit, epochsToFit),
      (.stepsToFit, stepsToFit), (.bestEpoch, bestEpoch), (.classCount, classCount),
      (.trainCount, trainCount), (.validationCount, validationCount), (.testCount, testCount),
      (.relabelledCount, relabelledCount), (.noiseCount, noiseCount),
    ]
    for (key, count) in counts { try container.encode(count, forKey: key) }
    let numbers: [(CodingKeys, Double?)] = [
      (.finalLoss, finalLoss), (.initialLoss, initialLoss), (.trainAccuracy, trainAccuracy),
      (.cleanAccuracy, cleanAccuracy), (.corruptedAccuracy, corruptedAccuracy),
      (.validationAccuracy, validationAccuracy), (.testAccuracy, testAccuracy), (.testLoss, testLoss),
      (.bestValidationAccuracy, bestValidationAccuracy), (.bestTestAccuracy, bestTestAccuracy),
    ]
    for (key, number) in numbers { try container.encode(number, forKey: key) }
  }
}
