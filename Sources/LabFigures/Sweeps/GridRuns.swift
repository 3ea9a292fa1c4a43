import LabRuns

/// The runs of one cell of a grid, which differ in their seed alone unless the seed is an axis.
package struct GridRuns<L: FigureLab> {
  /// Those that the sweep has.
  package let planned: [L.Configuration]
  /// Those that are done.
  package let runs: [FinishedRun<L>]

  /// Those whose findings are drawn: the fitted ones, and others that are admitted.
  package let counted: [FinishedRun<L>]

  /// Gathers the runs of a cell.
  package init(planned: [L.Configuration], runs: [FinishedRun<L>], counted: [FinishedRun<L>]) {
    self.planned = planned
    self.runs = runs
    self.counted = counted
  }

  /// Whether findings are there, but not of all runs.
  package var isPartial: Bool { !counted.isEmpty && counted.count < planned.count }

  /// Why there is nothing to draw; nil where there is a run that counts.
  package var gap: GridGap? {
    if !counted.isEmpty { return nil }
    if planned.isEmpty { return .notPlanned }
    let outcomes = Set(runs.map(\.record.outcome))
    guard let outcome = outcomes.first else { return .notDone }
    return outcomes.count > 1 ? .several : .unfitted(outcome)
  }
}
