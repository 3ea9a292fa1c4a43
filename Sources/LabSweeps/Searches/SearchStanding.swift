import LabRuns
import LabStatistics

/// How a trial stands on one rung.
package struct SearchStanding: Equatable, Sendable {
  /// The trial's number.
  package let trial: Int
  /// The rung, from 0.
  package let rung: Int
  /// Its place among the trials of the rung, from 1.
  package internal(set) var rank = 0
  /// Whether it goes on to the next rung.
  package internal(set) var isKept = false
  /// Its runs, one a seed.
  package let runs: Int
  /// Those that are fitted.
  package let fitted: Int
  /// Those that diverged.
  package let diverged: Int
  /// Those that have the number by which trials are ranked.
  package let valued: Int
  /// The mean of that number over these; nil where there is none.
  package let mean: Double?
  /// Its sample deviation; nil for fewer than two.
  package let deviation: Double?
  /// Mean of the final loss; nil where a run has none.
  package let loss: Double?

  /// Sums up the runs of a trial.
  init<L>(trial: Int, rung: Int, runs: [StoredRun<L>], objective: SearchObjective<L>) {
    self.trial = trial
    self.rung = rung
    self.runs = runs.count
    fitted = runs.count(where: \.isFitted)
    diverged = runs.count { $0.record?.outcome == .diverged }
    let summary = SampleSummary(runs.map { objective.number(of: $0) })
    valued = summary.count
    mean = summary.mean
    deviation = summary.standardDeviation
    let losses = SampleSummary(runs.map { $0.record?.finalLoss })
    loss = losses.undefinedCount == 0 ? losses.mean : nil
  }

  /// Whether it comes before another one of its rung: first those of which more seeds have the number, among these the
  /// better mean; where there is no mean the lower loss; and where that is the same the lower trial.
  func precedes<L>(_ other: SearchStanding, by objective: SearchObjective<L>) -> Bool {
    let (missing, others) = (runs - valued, other.runs - other.valued)
    if missing != others { return missing < others }
    if let mean, let second = other.mean, mean != second { return objective.isBetter(mean, second) }
    if mean == nil, loss != other.loss { return (loss ?? .infinity) < (other.loss ?? .infinity) }
    return trial < other.trial
  }
}
