import Nets

/// A training that can be stopped after any step, saved, and gone on with to the same bits.
package protocol TrainingSession: AnyObject {
  /// Names of the numbers in the rows of metrics.csv, the step aside; `loss` is among them.
  static var metricColumns: [String] { get }

  /// Updates done.
  var completedSteps: Int { get }

  /// Everything beside the configuration that the next steps depend on.
  var state: SafetensorsFile { get }

  /// Takes a saved state over.
  ///
  /// - Throws: `Checkpoint.MismatchError` for a state that is not of this training; nothing is changed then.
  func restore(_ state: SafetensorsFile) throws(Checkpoint.MismatchError)

  /// Steps until there is a reason to stop.
  ///
  /// - Parameters:
  ///   - shouldStop: asked at every step boundary; true ends the run as `interrupted`.
  ///   - onRow: receives a row every few steps, and the last one of a run that is not interrupted.
  func run(shouldStop: () -> Bool, onRow: (MetricsRow) -> Void) -> TrainingResult

  /// What was learnt so far: the content of model.safetensors.
  var model: [SafetensorsFile.Tensor] { get }
}
