/// A run that a worker is given: a line of JSON on its standard input.
package struct WorkerAssignment: Codable, Equatable, Sendable {
  /// Place in the plan.
  package let index: Int
  /// Whether to wait where another process is at the run, instead of giving it back.
  package let waits: Bool

  /// Makes an assignment.
  package init(index: Int, waits: Bool = false) {
    self.index = index
    self.waits = waits
  }
}
