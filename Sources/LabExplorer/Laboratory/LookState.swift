import LabRuns

/// The time in its training at which a net is looked into.
package struct LookState: Codable, Equatable, Sendable {
  /// Which of a run's weights they are.
  package enum Kind: String, Codable, Sendable {
    /// Those it began with.
    case untrained
    /// Those of a snapshot.
    case snapshot
    /// Those it ended with.
    case trained
  }

  /// What readers call it: `before training`, `step 100`, `trained`.
  package let title: String
  /// Updates done.
  package let step: Int
  /// Which weights.
  package let kind: Kind

  /// Snapshots that a page shows between start and end, at most.
  private static let snapshots = 12

  /// The times at which a finished run can be looked into: its start, its snapshots or some of them, its end.
  package static func all<L: Lab>(of run: FinishedRun<L>) -> [LookState] {
    let last = run.record.steps
    let saved = run.directory.snapshotSteps.filter { $0 > 0 && $0 < last }
    let kept =
      saved.count <= snapshots
      ? saved : (0..<snapshots).map { saved[$0 * (saved.count - 1) / (snapshots - 1)] }
    return [LookState(title: "before training", step: 0, kind: .untrained)]
      + kept.map { LookState(title: "step \($0)", step: $0, kind: .snapshot) }
      + [LookState(title: "trained", step: last, kind: .trained)]
  }
}
