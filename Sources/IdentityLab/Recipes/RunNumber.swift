import LabBase

/// A number of a run that curves can show beside its correlations, by its word in recipes.
package enum RunNumber: String, CaseIterable, Codable, Sendable {
  /// The updates done.
  case steps
  /// The loss at the end.
  case loss
  /// How far the weights went from their start, ‖θ − θ₀‖/‖θ₀‖ over all layers.
  case distance
  /// How alike the tangent kernels before and after training are (``TangentAlignment``).
  case alignment

  /// The heading of its panel, and its axis.
  var title: String {
    switch self {
    case .steps: "updates done"
    case .loss: "loss at the end"
    case .distance: "way of the weights, ‖θ − θ₀‖/‖θ₀‖"
    case .alignment: "kernel alignment, before and after"
    }
  }

  /// Whether its axis is logarithmic.
  var isLogarithmic: Bool { self != .alignment }

  /// The run's number; nil where it is not finite.
  ///
  /// - Throws: `LabError` where weights or data are needed and not there.
  func value(of run: ReconstructionRun, in context: ReconstructionContext) throws(LabError) -> Double? {
    // The weights of a run that diverged may be no numbers.
    if run.record.stopReason == .diverged, self == .distance || self == .alignment { return nil }
    return switch self {
    case .steps: Double(run.record.steps)
    case .loss: run.record.finalLoss
    case .distance: try context.value(of: WeightSpectra(), run).distanceFromStart
    case .alignment: try context.value(of: TangentAlignment(), run).alignment
    }
  }
}
