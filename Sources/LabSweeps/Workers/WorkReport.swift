/// What came of some of a plan's runs.
package struct WorkReport: Equatable, Sendable {
  /// The runs that failed, by their place in the plan.
  package internal(set) var failures: [RunFailure] = []
  /// Whether someone asked to stop before all were made.
  package internal(set) var isStopped = false
}
