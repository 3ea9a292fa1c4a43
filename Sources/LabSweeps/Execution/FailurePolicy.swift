/// What to do when a run of a sweep fails.
package enum FailurePolicy: Sendable {
  /// Go on with the other runs.
  case keepGoing
  /// Start no further run.
  case failFast
}
