import LabBase
import LabDrawing
import LabRuns
import LabSweeps

/// Draws a user's sweep as one labelled picture, which goes to the sweep's folder `figures`.
package struct GridMaker<L: FigureLab> {
  private let store: RunStore<L>
  private let lab: L

  /// Makes a maker for the sweeps of a store.
  package init(store: RunStore<L>, lab: L) {
    self.store = store
    self.lab = lab
  }

  /// Draws the runs of a sweep that are done.
  ///
  /// - Parameters:
  ///   - rows: the axis of the rows, by default the sweep's first.
  ///   - columns: the axis of the columns, by default the sweep's second.
  ///   - name: the file's, without its ending.
  ///   - force: whether to replace a picture of another recipe, too.
  /// - Returns: the picture's path.
  /// - Throws: `LabError` where there is no such sweep or axis, nothing is done, or the file cannot be written.
  package func write(
    _ cell: L.Cell, ofSweep sweep: String, rows: SettingKey?, columns: SettingKey?, name: String,
    format: FigureFormat, force: Bool = false
  ) throws(LabError) -> String {
    let directory = SweepDirectory<L>(output: store.output, name: sweep)
    let grid = try SweepGrid(plan: directory.plan(), store: store, rows: rows, columns: columns)
    let figure = try grid.figure(cell, lab: lab)
    let path = directory.file("figures/\(name).\(format.rawValue)")
    try FigureFile.write(
      figure.render(format: format), metadata: grid.metadata(cell, tileDigest: figure.tileDigest), to: path,
      force: force, replaces: { grid.recipe(cell).isSameGrid($0) })
    return path
  }
}
