/// How many of some runs came to what, in words: `2 of 24 are not fitted (1 plateau, 1 diverged)`.
package struct OutcomeCounts: Equatable, Sendable {
  /// Number of runs.
  package let total: Int
  private let counts: [TrainingOutcome: Int]

  /// Counts outcomes.
  package init(_ outcomes: some Sequence<TrainingOutcome>) {
    counts = outcomes.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    total = counts.values.reduce(0, +)
  }

  /// The runs that came to an outcome.
  package subscript(outcome: TrainingOutcome) -> Int { counts[outcome] ?? 0 }

  /// The runs that are not fitted.
  package var unfitted: Int { total - self[.fitted] }

  /// Such as `1 plateau, 1 diverged`, without the fitted ones; empty where all are fitted.
  package var unfittedText: String {
    TrainingOutcome.allCases.filter { $0 != .fitted && self[$0] > 0 }
      .map { "\(self[$0]) \($0.rawValue)" }.joined(separator: ", ")
  }

  /// Such as `2 of 24 are not fitted (1 plateau, 1 diverged)`; nil where all are fitted.
  package var sentence: String? {
    unfitted == 0 ? nil : "\(unfitted) of \(total) are not fitted (\(unfittedText))"
  }
}
