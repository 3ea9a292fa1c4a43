import LabBase
import LabRuns

/// What a picture of a figure is made from.
package struct FigureContext<L: FigureLab> {
  /// The texts over and under it.
  package let heading: FigureHeading
  /// All runs of the figure, all done, in its order.
  package let all: [FinishedRun<L>]
  /// The outcomes of training that count: fitted, and what else the recipe admits.
  package let admitted: Set<TrainingOutcome>
  /// What the recipe says about it.
  package let options: L.Options
  /// The laboratory.
  package let lab: L
  /// How many share the arithmetic of asking nets; no answer depends on it.
  package let threads: Int

  /// Gathers what a picture is made from.
  package init(
    heading: FigureHeading, runs: [FinishedRun<L>], admitted: Set<TrainingOutcome> = [.fitted],
    options: L.Options = L.Options(), lab: L, threads: Int = 1
  ) {
    self.heading = heading
    all = runs
    self.admitted = admitted
    self.options = options
    self.lab = lab
    self.threads = threads
  }

  /// The runs whose findings count, those that trained: all means, maps, curves and zones are of these.
  package var runs: [FinishedRun<L>] { all.filter(counts) }

  /// All runs by net, those apart that did not train.
  package var groups: [SeedGroup<L>] { SeedGroup.groups(of: all, where: counts) }

  /// The nets of which at least one run trained.
  package var trainedGroups: [SeedGroup<L>] { groups.filter { !$0.runs.isEmpty } }

  /// Whether a run's findings count.
  package func counts(_ run: FinishedRun<L>) -> Bool { admitted.contains(run.record.outcome) }

  /// What a study finds of a run, read from beside it or made.
  ///
  /// - Throws: what measuring throws.
  package func value<S: Study>(
    of study: S, _ run: FinishedRun<L>
  ) throws(LabError) -> S.Value where S.L == L {
    try run.directory.value(of: study, lab: lab, threads: threads)
  }
}
