/// What a net makes of all parts of its data at the end of an epoch.
package struct EpochScores: Equatable, Sendable {
  /// Mean cross-entropy of the training part with the labels that are trained with.
  package let trainLoss: Double
  /// Share of the training part that is right by the labels that are trained with.
  package let trainAccuracy: Double
  /// The same of the images that are not corrupted; nil where all are.
  package let cleanAccuracy: Double?
  /// The same of the corrupted images; nil where none is.
  package let corruptedAccuracy: Double?
  /// Share of the validation part that is right; nil without one.
  package let validationAccuracy: Double?
  /// Mean cross-entropy of the test part.
  package let testLoss: Double
  /// Share of the test part that is right.
  package let testAccuracy: Double

  /// Scores of all parts.
  init(training: PartScore, validation: PartScore?, test: PartScore, corruption: Corruption) {
    trainLoss = training.loss
    trainAccuracy = training.accuracy
    let shares = corruption.accuracies(training.isRight)
    (cleanAccuracy, corruptedAccuracy) = (shares.clean, shares.corrupted)
    validationAccuracy = validation?.accuracy
    testLoss = test.loss
    testAccuracy = test.accuracy
  }

  /// Whether no training image is wrong.
  package var isFitted: Bool { trainAccuracy == 1 }
}
