import LabBase
import LabDrawing
import LabRuns
import LabSweeps

/// Draws a user's sweep as one labelled picture, which goes to the sweep's folder `figures`.
package struct SweepPictureMaker<L: FigureLab> {
  private let store: RunStore<L>
  private let lab: L
  private let threads: Int
  private let force: Bool

  /// Makes a maker for the sweeps of a store.
  ///
  /// - Parameters:
  ///   - threads: how many share the arithmetic of asking nets; the pictures are the same for any number.
  ///   - force: whether to replace a picture that shows something else, too.
  package init(store: RunStore<L>, lab: L, threads: Int = 1, force: Bool = false) {
    self.store = store
    self.lab = lab
    self.threads = threads
    self.force = force
  }

  /// Draws the runs of a sweep that are done.
  ///
  /// - Parameters:
  ///   - filter: which runs to draw; nil takes all.
  ///   - admits: outcomes of training that count beside fitted; the picture says how many.
  ///   - rows: the settings of the rows, nil the sweep's first.
  ///   - columns: those of the columns, nil the sweep's second.
  ///   - facets: those with a table each, before whatever else varies.
  ///   - name: the file's, without its ending.
  /// - Returns: the picture's path.
  /// - Throws: `LabError` where there is no such sweep or axis, nothing is done, or the file cannot be written.
  package func write(
    _ cell: L.Cell, ofSweep sweep: String, filter: RunFilter<L>?, admits: [TrainingOutcome] = [],
    rows: [SettingKey]?, columns: [SettingKey]?, facets: [SettingKey]?, name: String, format: FigureFormat
  ) throws(LabError) -> String {
    let directory = SweepDirectory<L>(output: store.output, name: sweep)
    let subject = try SweepSubject(plan: directory.plan(), store: store, filter: filter, admits: admits)
    let grid = try SweepGrid(subject, rows: rows, columns: columns, facets: facets, threads: threads)
    let figure = try grid.figure(cell, lab: lab)
    let path = directory.file("figures/\(name).\(format.rawValue)")
    try FigureFile.write(
      figure.render(format: format), metadata: grid.metadata(cell, tileDigest: figure.tileDigest), to: path,
      force: force, replaces: { grid.recipe(cell).showsSame(as: $0) })
    return path
  }

  /// Draws curves of the runs of a sweep that are done.
  ///
  /// - Parameters:
  ///   - filter: which runs to draw; nil takes all.
  ///   - name: the file's, without its ending.
  /// - Returns: the picture's path.
  /// - Throws: `LabError` where there is no such sweep or quantity, nothing is done, or the file cannot be written.
  package func write(
    _ choice: PlotChoice, ofSweep sweep: String, filter: RunFilter<L>?, name: String, format: FigureFormat
  ) throws(LabError) -> String {
    let directory = SweepDirectory<L>(output: store.output, name: sweep)
    let subject = try SweepSubject(plan: directory.plan(), store: store, filter: filter)
    let plot = try SweepPlot(subject, choice)
    let figure = plot.figure()
    let path = directory.file("figures/\(name).\(format.rawValue)")
    try FigureFile.write(
      figure.render(format: format), metadata: plot.metadata(tileDigest: figure.tileDigest), to: path,
      force: force, replaces: { plot.recipe.showsSame(as: $0) })
    return path
  }
}
