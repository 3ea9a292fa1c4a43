/// What cannot be in a filter's text, and where.
struct RunFilterProblem: Error {
  /// The place of its first character, from 1.
  let position: Int
  /// What stands there.
  let found: String
  /// What could.
  let expected: String
}
