/// One run's failure in a sweep.
package struct RunFailure: Codable, Equatable, Sendable {
  /// Place in the plan.
  package let index: Int
  /// The run's key.
  package let runKey: String
  /// What the worker said last, or how it died.
  package let reason: String
}
