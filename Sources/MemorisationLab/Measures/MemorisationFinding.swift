import LabBase
import LabDrawing

/// The numbers that a finished run has found, by the names that tables, recipes and JSON call them.
package enum MemorisationFinding: String, CaseIterable, Codable, Sendable {
  /// Share of the training part that is right.
  case trainAccuracy
  /// The same of its images that are not corrupted.
  case cleanAccuracy
  /// The same of its corrupted images.
  case corruptedAccuracy
  /// Share of the validation part that is right.
  case validationAccuracy
  /// Share of the test part that is right.
  case testAccuracy
  /// Share of the test part that is wrong.
  case testError
  /// Training accuracy minus test accuracy.
  case gap
  /// Mean cross-entropy of the training part.
  case finalLoss
  /// Mean cross-entropy of the test part.
  case testLoss
  /// Epochs until no training image was wrong.
  case epochsToFit
  /// Updates until then.
  case stepsToFit
  /// Epochs done.
  case epochsDone
  /// The epoch with the best validation accuracy.
  case bestEpoch
  /// Its validation accuracy.
  case bestValidationAccuracy
  /// Its test accuracy.
  case bestTestAccuracy
  /// Number of trained parameters.
  case parameterCount

  /// How its numbers are drawn and compared.
  enum Scale {
    case share, loss, count
  }

  /// The run's number; nil where it has none.
  package func value(of record: MemorisationRecord) -> Double? {
    switch self {
    case .trainAccuracy: record.trainAccuracy
    case .cleanAccuracy: record.cleanAccuracy
    case .corruptedAccuracy: record.corruptedAccuracy
    case .validationAccuracy: record.validationAccuracy
    case .testAccuracy: record.testAccuracy
    case .testError: record.testAccuracy.map { 1 - $0 }
    case .gap: record.gap
    case .finalLoss: record.finalLoss
    case .testLoss: record.testLoss
    case .epochsToFit: record.epochsToFit.map(Double.init)
    case .stepsToFit: record.stepsToFit.map(Double.init)
    case .epochsDone: Double(record.epochs)
    case .bestEpoch: record.bestEpoch.map(Double.init)
    case .bestValidationAccuracy: record.bestValidationAccuracy
    case .bestTestAccuracy: record.bestTestAccuracy
    case .parameterCount: Double(record.parameterCount)
    }
  }

  /// What it is, in words for tables, axes and sentences.
  package var title: String {
    switch self {
    case .trainAccuracy: "training accuracy"
    case .cleanAccuracy: "training accuracy of clean images"
    case .corruptedAccuracy: "training accuracy of corrupted images"
    case .validationAccuracy: "validation accuracy"
    case .testAccuracy: "test accuracy"
    case .testError: "test error"
    case .gap: "training minus test accuracy"
    case .finalLoss: "final training loss"
    case .testLoss: "test loss"
    case .epochsToFit: "epochs to fit"
    case .stepsToFit: "steps to fit"
    case .epochsDone: "epochs"
    case .bestEpoch: "epoch of the best validation accuracy"
    case .bestValidationAccuracy: "best validation accuracy"
    case .bestTestAccuracy: "test accuracy at the best validation accuracy"
    case .parameterCount: "parameters"
    }
  }

  /// Shares are drawn from 0 to 1, losses and counts by their logarithm.
  var scale: Scale {
    switch self {
    case .finalLoss, .testLoss: .loss
    case .epochsToFit, .stepsToFit, .epochsDone, .bestEpoch, .parameterCount: .count
    default: .share
    }
  }
}
