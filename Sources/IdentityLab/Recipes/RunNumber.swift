/// A number of a run that curves can show beside its correlations, by its word in recipes.
package enum RunNumber: String, CaseIterable, Codable, Sendable {
  /// The updates until the loss was below the tolerance.
  case steps
  /// The loss at the end.
  case loss

  /// The heading of its panel, and its axis.
  var title: String {
    switch self {
    case .steps: "updates until fitted"
    case .loss: "loss at the end"
    }
  }

  /// The run's number; nil where it is not finite.
  func value(of run: ReconstructionRun) -> Double? {
    switch self {
    case .steps: Double(run.record.steps)
    case .loss: run.record.finalLoss
    }
  }
}
