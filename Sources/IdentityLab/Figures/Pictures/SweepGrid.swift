import Nets

/// A user's own sweep as one labelled picture: rows and columns are two of its axes.
public struct SweepGrid {
  /// What stands in a cell.
  public enum Cell: String, CaseIterable, Codable, Sendable {
    /// The net's answer to one probe.
    case prediction
    /// Both correlations of a probe family, averaged over whatever else varies.
    case correlation
    /// The zone of those averages.
    case zone
  }

  private let plan: SweepPlan
  private let runs: [FigureRun]
  private let rowKey: ExperimentKey
  private let columnKey: ExperimentKey?
  private let family: ProbeFamily

  /// Gathers a sweep's finished runs.
  ///
  /// - Parameters:
  ///   - rows: the axis of the rows; nil takes the sweep's first.
  ///   - columns: that of the columns; nil takes the second or, for predictions of a sweep of one axis, the probes.
  /// - Throws: `LabError.missingInput` where no run is done, `LabError.badConfiguration` for an axis that the sweep
  ///   does not have.
  public init(
    plan: SweepPlan, store: RunStore, rows: ExperimentKey?, columns: ExperimentKey?, family: ProbeFamily
  ) throws(LabError) {
    self.plan = plan
    self.family = family
    runs = plan.runs.compactMap { try? FigureRun($0, store: store) }
    guard !runs.isEmpty else {
      throw .missingInput(what: "a finished run of sweep \(plan.name)", advice: "run the sweep first")
    }
    let keys = plan.axes.map(\.key)
    for (flag, key) in [("rows", rows), ("columns", columns)] {
      if let key, !keys.contains(key) {
        throw .badConfiguration(
          key: flag, found: key.flag,
          expected: keys.isEmpty
            ? "no axis: the sweep is one run"
            : "an axis of the sweep: "
              + keys.map(\.flag).joined(separator: ", "))
      }
    }
    if let rows, rows == columns {
      throw .badConfiguration(
        key: "columns", found: rows.flag, expected: "another axis than that of the rows")
    }
    rowKey = rows ?? keys.first { $0 != columns } ?? .depth
    columnKey = columns ?? keys.first { [rowKey] in $0 != rowKey && $0 != .seed }
  }

  /// Gathers the runs of a picture that was drawn before; those that were missing then are missing again.
  ///
  /// - Throws: `LabError.missingInput` where a run is not done.
  init(_ configuration: GridConfiguration, store: RunStore) throws(LabError) {
    plan = SweepPlan(
      name: configuration.sweep, axes: [], runs: configuration.planned ?? configuration.runs)
    family = configuration.probe
    runs = try FigureRun.all(configuration.runs, store: store)
    rowKey = configuration.rows
    columnKey = configuration.columns
  }

  /// The picture.
  ///
  /// - Throws: `LabError` where weights or data are missing, or a combination does not make a picture.
  public func figure(_ cell: Cell, factory: ExperimentFactory) throws(LabError) -> any RenderableFigure {
    let heading = FigureHeading(
      title: "Sweep \(plan.name)",
      subtitle: subtitle, source: "this laboratory")
    switch (cell, columnKey) {
    case (.prediction, nil):
      let context = FigureContext(
        heading: heading, runs: runs, options: PictureOptions(), factory: factory, threads: 1)
      return try PredictionFigure(context).grid()
    case (.prediction, let key?):
      return try SweepAnswers(
        rows: table.rows.map { "\(rowKey.title) \(RunTable.shown($0, rowKey))" },
        columns: table.columns.map { "\(key.title) \(RunTable.shown($0, key))" },
        runs: table.rows.map { row in table.columns.map { table.members(row, $0).first } }, family: family
      ).grid(heading, factory: factory)
    case (.correlation, _):
      return heatMap(heading, table.correlationPanels(of: family))
    case (.zone, _):
      return heatMap(heading, [HeatMap.Panel(title: "zones", cells: .zones(table.zones(of: family)))])
    }
  }

  /// What was run on what, and how much of it came to an end.
  private var subtitle: String {
    let images = Set(plan.runs.map(\.imageName)).sorted()
    let diverged = runs.count { $0.record.stopReason == .diverged }
    return "\(runs.count) of \(plan.runs.count) runs done\(diverged > 0 ? ", \(diverged) diverged" : ""); "
      + (images.count == 1 ? "trained on \(images[0])" : "\(images.count) training images, one a net")
  }

  private var table: RunTable {
    RunTable(runs, rows: rowKey, columns: columnKey, order: plan.runs)
  }

  private func heatMap(_ heading: FigureHeading, _ panels: [HeatMap.Panel]) -> HeatMap {
    HeatMap(
      title: heading.title, subtitle: heading.subtitle + "; probe family \(family.title)",
      rowAxis: rowKey.title,
      columnAxis: columnKey?.title ?? "", rowLabels: table.rows.map { RunTable.shown($0, rowKey) },
      columnLabels: table.columns.map { RunTable.shown($0, columnKey) }, panels: panels,
      zoneThreshold: runs[0].configuration.zoneThreshold,
      undefinedMeaning: "no finished run, or a constant output, which has no correlation",
      footnote: "Means over all runs of a cell.")
  }

  /// What the picture carries about its making.
  public func metadata(_ cell: Cell, tileDigest: String) -> FigureMetadata {
    let isComplete = runs.count == plan.runs.count
    let configuration = GridConfiguration(
      sweep: plan.name, cell: cell, probe: family, rows: rowKey, columns: columnKey,
      runs: runs.map(\.configuration.withoutFolders),
      planned: isComplete ? nil : plan.runs.map(\.withoutFolders))
    return PictureRecipe.grid(configuration).metadata(tileDigest: tileDigest)
  }
}
