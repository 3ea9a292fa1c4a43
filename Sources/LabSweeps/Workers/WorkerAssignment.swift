/// A run that a worker is given: a line of JSON on its standard input.
package struct WorkerAssignment: Codable, Equatable, Sendable {
  /// Place in the plan.
  package let index: Int
  /// The run's key, so that a plan that was changed meanwhile is found out; nil takes whatever is there.
  package let runKey: String?
  /// Whether to wait where another process is at the run, instead of giving it back.
  package let waits: Bool

  /// Makes an assignment.
  package init(index: Int, runKey: String? = nil, waits: Bool = false) {
    self.index = index
    self.runKey = runKey
    self.waits = waits
  }
}
