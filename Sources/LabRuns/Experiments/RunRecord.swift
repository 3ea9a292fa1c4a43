import Nets

/// What a finished run found: the content of result.json, the same bytes whenever and wherever it is made.
package protocol RunRecord: Codable, Equatable, Sendable {
  /// The configuration's key.
  var runKey: String { get }
  /// The run's folder, relative to the output folder.
  var directory: String { get }
  /// Updates done.
  var steps: Int { get }
  /// Loss at the final weights; nil where it is infinite or not a number.
  var finalLoss: Double? { get }
  /// Why training ended.
  var stopReason: StopReason { get }
  /// What training came to; whatever else a record holds is a finding only of a fitted net.
  var outcome: TrainingOutcome { get }
}
