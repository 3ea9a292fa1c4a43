import LabBase
import LabStatistics

/// Sums of the parts of several answers.
struct DecompositionTotals {
  private var identity = DefinedMean()
  private var constant = DefinedMean()
  private var constantMagnitude = DefinedMean()
  private var residual = DefinedMean()

  /// Adds an answer's parts; nil of one that has none.
  mutating func add(_ parts: PlaneProjection?) {
    identity.add(parts?.first)
    constant.add(parts?.second)
    constantMagnitude.add(parts.map { abs($0.second) })
    residual.add(parts?.residualShare)
  }

  /// The means.
  var mean: Decomposition {
    Decomposition(
      identity: identity.mean, constant: constant.mean, constantMagnitude: constantMagnitude.mean,
      residual: residual.mean)
  }
}
