/// One run's failure in a sweep.
package struct RunFailure: Codable, Equatable, Sendable {
  /// Place in the plan.
  package let index: Int
  /// The run's key.
  package let runKey: String
  /// Its error, or how its worker died.
  package let reason: String

  /// Such as `run 3 (0123456789abcdef) failed: the disk is full`.
  package var sentence: String { "run \(index) (\(runKey)) failed: \(reason)" }
}
