import Foundation
import LabBase
import Nets

/// What a training has to remember of its epochs: part of its state.
package struct EpochHistory: Codable, Equatable, Sendable {
  /// The epoch with the best validation accuracy, the first of several.
  package struct Best: Codable, Equatable, Sendable {
    /// Epochs done.
    package var epoch: Int
    /// Its validation accuracy.
    package var validationAccuracy: Double
    /// Its test accuracy.
    package var testAccuracy: Double
  }

  /// Sum of the losses of the batches since the last epoch's end.
  package var lossSum = 0.0
  /// Number of these batches.
  package var batchCount = 0
  /// The best epoch; nil without a validation part, and before the first one's end.
  package var best: Best?
  /// Updates after which no training image was wrong for the first time; nil before.
  package var fittedSteps: Int?

  /// Nothing yet.
  init() {}

  /// Mean loss of the batches since the last epoch's end; nil of none.
  package var meanLoss: Double? { batchCount == 0 ? nil : lossSum / Double(batchCount) }

  /// Counts a batch.
  mutating func add(loss: Double) {
    lossSum += loss
    batchCount += 1
  }

  /// Counts the end of an epoch.
  mutating func finish(epoch: Int, step: Int, _ scores: EpochScores) {
    if let accuracy = scores.validationAccuracy, accuracy > best?.validationAccuracy ?? -1 {
      best = Best(epoch: epoch, validationAccuracy: accuracy, testAccuracy: scores.testAccuracy)
    }
    if scores.isFitted, fittedSteps == nil { fittedSteps = step }
    (lossSum, batchCount) = (0, 0)
  }

  /// Reads what a state says, and requires that a training of so many steps can have come to it.
  ///
  /// - Throws: `Checkpoint.MismatchError` for anything else.
  init(
    _ text: String?, completedSteps: Int, configuration: MemorisationConfiguration
  ) throws(Checkpoint.MismatchError) {
    let epochs = configuration.epoch(afterSteps: completedSteps)
    guard let text, let history = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)),
      history.isPossible(epochs: epochs, completedSteps: completedSteps, configuration)
    else {
      throw Checkpoint.MismatchError(
        expected: "what a training of \(completedSteps) steps remembers of its epochs",
        found: text.map { "\"\($0)\"" } ?? "none")
    }
    self = history
  }

  private func isPossible(
    epochs: Int, completedSteps: Int, _ configuration: MemorisationConfiguration
  ) -> Bool {
    guard lossSum.isFinite, lossSum >= 0, batchCount == batches(before: completedSteps, configuration) else {
      return false
    }
    let shares = [best?.validationAccuracy, best?.testAccuracy].compactMap(\.self)
    return shares.allSatisfy { (0...1).contains($0) } && (0...epochs).contains(best?.epoch ?? 0)
      && (fittedSteps.map { (0...completedSteps).contains($0) && configuration.isEpochEnd($0) } ?? true)
      && (best != nil) == (configuration.validation > 0 && completedSteps > 0)
  }

  /// Batches between the last epoch's end that was measured and a step, before which nothing of it is.
  private func batches(before step: Int, _ configuration: MemorisationConfiguration) -> Int {
    var last = step - 1
    while last > 0, !configuration.isEpochEnd(last) { last -= 1 }
    return step - max(last, 0)
  }
}
