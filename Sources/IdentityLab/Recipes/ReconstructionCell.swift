import LabBase
import LabDrawing
import LabFigures

/// What stands in the cells of a sweep's grid.
package struct ReconstructionCell: GridCell {
  /// The kinds of cell.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    /// The net's answer to one probe.
    case prediction
    /// Both correlations of a probe family, averaged over whatever else varies.
    case correlation
    /// The zone of those averages.
    case zone
  }

  /// What is drawn.
  package let cell: Kind
  /// The probe family that cells are about.
  package let probe: ProbeFamily

  /// Describes a cell.
  package init(_ cell: Kind, probe: ProbeFamily) {
    self.cell = cell
    self.probe = probe
  }

  /// What is drawn, in words.
  package var title: String { cell.rawValue }

  /// Draws a grid of such cells; predictions of a sweep of one axis have the probes as columns.
  ///
  /// - Throws: `LabError` where weights or data are missing, or a combination does not make a picture.
  package func draw(
    _ grid: SweepGrid<ReconstructionLab>, lab: ReconstructionLab
  ) throws(LabError) -> any RenderableFigure {
    let table = grid.table
    switch (cell, grid.columnKey) {
    case (.prediction, nil):
      return try PredictionFigure(FigureContext(heading: grid.heading, runs: grid.runs, lab: lab)).grid()
    case (.prediction, let key?):
      return try SweepAnswers(
        rows: table.rowLabels.map { "\(grid.rowKey.title) \($0)" },
        columns: table.columnLabels.map { "\(key.title) \($0)" },
        runs: table.cells(\.first), family: probe
      ).grid(grid.heading, lab: lab)
    case (.correlation, _):
      return heatMap(grid, table.correlationPanels(of: probe))
    case (.zone, _):
      let zones = Zone.places(of: table.zones(of: probe))
      return heatMap(grid, [HeatMap.Panel(title: "zones", cells: .categories(zones))])
    }
  }

  private func heatMap(_ grid: SweepGrid<ReconstructionLab>, _ panels: [HeatMap.Panel]) -> HeatMap {
    HeatMap(
      title: grid.heading.title, subtitle: grid.heading.subtitle + "; probe family \(probe.title)",
      rowAxis: grid.rowKey.title, columnAxis: grid.columnKey?.title ?? "", rowLabels: grid.table.rowLabels,
      columnLabels: grid.table.columnLabels, panels: panels, categories: Zone.categories,
      categoryNote: Zone.note(threshold: grid.runs[0].configuration.zoneThreshold),
      undefinedMeaning: "no finished run, or a constant output, which has no correlation",
      footnote: "Means over all runs of a cell.")
  }
}
