/// The columns of metrics.csv after the step: a row at the start and at the end of every epoch.
package enum MetricColumn: String, CaseIterable, Codable, Sendable {
  /// Epochs done.
  case epoch
  /// Mean loss of the epoch's batches; in the first row that of the training part.
  case loss
  /// The epoch's learning rate.
  case learningRate = "learning_rate"
  /// Mean loss of the training part at the epoch's end.
  case trainLoss = "train_loss"
  /// Share of the training part that is right then.
  case trainAccuracy = "train_accuracy"
  /// The same of its images that are not corrupted.
  case cleanAccuracy = "clean_accuracy"
  /// The same of its corrupted images.
  case corruptedAccuracy = "corrupted_accuracy"
  /// Share of the validation part that is right.
  case validationAccuracy = "validation_accuracy"
  /// Share of the test part that is right.
  case testAccuracy = "test_accuracy"

  /// What it is, in words for an axis.
  package var title: String {
    switch self {
    case .epoch: "epochs"
    case .loss: "training loss (cross-entropy, mean over the epoch)"
    case .learningRate: "learning rate"
    case .trainLoss: "training loss (cross-entropy)"
    case .trainAccuracy: "training accuracy"
    case .cleanAccuracy: "training accuracy of clean images"
    case .corruptedAccuracy: "training accuracy of corrupted images"
    case .validationAccuracy: "validation accuracy"
    case .testAccuracy: "test accuracy"
    }
  }

  /// Whether it is a share from 0 to 1.
  package var isShare: Bool { rawValue.hasSuffix("_accuracy") }
}
