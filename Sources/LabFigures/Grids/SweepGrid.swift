import LabBase
import LabDrawing
import LabRuns
import LabSweeps

/// A user's own sweep as one labelled picture: rows and columns are two of its axes.
package struct SweepGrid<L: FigureLab> {
  /// The sweep.
  package let plan: SweepPlan<L>
  /// Its finished runs, at least one.
  package let runs: [FinishedRun<L>]
  /// The axis of the rows.
  package let rowKey: SettingKey
  /// The axis of the columns; nil for none.
  package let columnKey: SettingKey?

  /// Gathers a sweep's finished runs.
  ///
  /// - Parameters:
  ///   - rows: the axis of the rows; nil takes the sweep's first.
  ///   - columns: that of the columns; nil takes the second, if there is one beside the seed.
  /// - Throws: `LabError.missingInput` where no run is done, `LabError.badConfiguration` for an axis that the sweep
  ///   does not have.
  package init(
    plan: SweepPlan<L>, store: RunStore<L>, rows: SettingKey?, columns: SettingKey?
  ) throws(LabError) {
    let table = L.Configuration.settings
    self.plan = plan
    runs = plan.runs.compactMap { try? FinishedRun($0, store: store) }
    guard !runs.isEmpty else {
      throw .missingInput(what: "a finished run of sweep \(plan.name)", advice: "run the sweep first")
    }
    let keys = plan.axes.map(\.key)
    for (option, key) in [("rows", rows), ("columns", columns)] {
      if let key, !keys.contains(key) {
        throw .badConfiguration(
          key: option, found: table[key].flag,
          expected: keys.isEmpty
            ? "no axis: the sweep is one run"
            : "an axis of the sweep: " + keys.map { table[$0].flag }.joined(separator: ", "))
      }
    }
    if let rows, rows == columns {
      throw .badConfiguration(
        key: "columns", found: table[rows].flag, expected: "another axis than that of the rows")
    }
    rowKey = rows ?? keys.first { $0 != columns } ?? table.principal
    columnKey = columns ?? keys.first { [rowKey] in $0 != rowKey && $0 != .seed }
  }

  /// Gathers the runs of a picture that was drawn before; those that were missing then are missing again.
  ///
  /// - Throws: `LabError.missingInput` where a run is not done.
  init(_ configuration: GridConfiguration<L>, store: RunStore<L>) throws(LabError) {
    plan = SweepPlan(
      name: configuration.sweep, axes: [], runs: configuration.planned ?? configuration.runs)
    runs = try FinishedRun.all(configuration.runs, store: store)
    rowKey = configuration.rows
    columnKey = configuration.columns
  }

  /// The picture.
  ///
  /// - Throws: `LabError` where weights or data are missing, or a combination does not make a picture.
  package func figure(_ cell: L.Cell, lab: L) throws(LabError) -> any RenderableFigure {
    try cell.draw(self, lab: lab)
  }

  /// The texts over the picture: what was run on what, and how much of it came to an end.
  package var heading: FigureHeading {
    let subjects = Set(plan.runs.map(\.subject)).sorted()
    let diverged = runs.count { $0.record.stopReason == .diverged }
    return FigureHeading(
      title: "Sweep \(plan.name)",
      subtitle:
        "\(runs.count) of \(plan.runs.count) runs done\(diverged > 0 ? ", \(diverged) diverged" : ""); "
        + (subjects.count == 1
          ? "trained on \(subjects[0])" : "\(subjects.count) training images, one a net"),
      source: "this laboratory")
  }

  /// The runs in their cells.
  package var table: RunTable<L> {
    RunTable(runs, rows: rowKey, columns: columnKey, order: plan.runs)
  }

  /// What the picture carries about its making.
  package func metadata(_ cell: L.Cell, tileDigest: String) -> FigureMetadata {
    recipe(cell).metadata(tileDigest: tileDigest)
  }

  /// What the picture is drawn from.
  func recipe(_ cell: L.Cell) -> GridConfiguration<L> {
    let isComplete = runs.count == plan.runs.count
    return GridConfiguration(
      sweep: plan.name, cell: cell, rows: rowKey, columns: columnKey,
      runs: runs.map(\.configuration.withoutFolders),
      planned: isComplete ? nil : plan.runs.map(\.withoutFolders))
  }
}
