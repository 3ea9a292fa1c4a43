import LabBase
import LabRuns

/// What a picture of a figure is made from.
package struct FigureContext<L: FigureLab> {
  /// The texts over and under it.
  package let heading: FigureHeading
  /// The runs, all done.
  package let runs: [FinishedRun<L>]
  /// What the recipe says about it.
  package let options: L.Options
  /// The laboratory.
  package let lab: L
  /// How many share the arithmetic of asking nets; no answer depends on it.
  package let threads: Int

  /// Gathers what a picture is made from.
  package init(
    heading: FigureHeading, runs: [FinishedRun<L>], options: L.Options = L.Options(), lab: L, threads: Int = 1
  ) {
    self.heading = heading
    self.runs = runs
    self.options = options
    self.lab = lab
    self.threads = threads
  }

  /// What a study finds of a run, read from beside it or made.
  ///
  /// - Throws: what measuring throws.
  package func value<S: Study>(
    of study: S, _ run: FinishedRun<L>
  ) throws(LabError) -> S.Value where S.L == L {
    try run.directory.value(of: study, lab: lab, threads: threads)
  }
}
