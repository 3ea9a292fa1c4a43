/// What is known of one run of a sweep at a moment: what it was expected to cost, and how far it has come.
package struct RunObservation: Equatable, Sendable {
  /// How far it is.
  package enum State: Sendable {
    /// Not begun in this go.
    case pending
    /// At work.
    case running
    /// At its end, in this go.
    case done
  }

  /// What it is alike to: runs of one kind take like shares of their steps, at like rates.
  package let kind: String
  /// Seconds that all its steps take, as estimated from its sizes.
  package let cost: Double
  /// Largest number of its steps.
  package let steps: Int
  /// How far it is.
  package var state = State.pending
  /// Steps done before this go.
  package var stepsBefore = 0
  /// Steps done, those before this go included.
  package var stepsDone = 0
  /// Seconds of training in this go.
  package var trainingSeconds = 0.0
  /// Seconds since it was started in this go: training, and what comes before and after it.
  package var wallSeconds = 0.0

  /// Describes a run that has not begun.
  package init(kind: String, cost: Double, steps: Int) {
    self.kind = kind
    self.cost = cost
    self.steps = max(1, steps)
  }

  /// Share of its steps that is done, 0 to 1.
  var share: Double { min(1, max(0, Double(stepsDone) / Double(steps))) }

  /// The estimated seconds of the steps done in this go.
  var costDone: Double { cost * max(0, share - Double(stepsBefore) / Double(steps)) }

  /// The estimated seconds of one step.
  var stepCost: Double { cost / Double(steps) }
}
