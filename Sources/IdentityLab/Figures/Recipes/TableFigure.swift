import Nets

/// Correlations or zones as a map of two settings, means over the seeds in each cell.
struct TableFigure {
  private let context: FigureContext
  private let table: RunTable

  init(_ context: FigureContext) {
    self.context = context
    table = RunTable(
      context.runs, rows: context.options.rows ?? .depth, columns: context.options.columns ?? .width)
  }

  private var family: ProbeFamily { context.options.probe ?? .digits }

  /// Both correlations as numbers.
  var correlations: HeatMap {
    map(
      table.correlationPanels(of: family),
      undefined: "no run, or a constant output, which has no correlation")
  }

  /// The zones, and for what was not run those of its neighbours above and below where the two agree.
  var zones: HeatMap {
    let measured = table.zones(of: family)
    let inferred = Self.inferred(measured)
    let isComplete = !measured.joined().contains { $0 == nil }
    return map(
      [HeatMap.Panel(title: "zones", cells: .zones(measured), inferred: isComplete ? nil : inferred)],
      undefined: "not run, between cells of different zones, or without a defined correlation")
  }

  /// The zone between two measured cells of the same zone in a column; nil elsewhere.
  static func inferred(_ zones: [[Zone?]]) -> [[Zone?]] {
    zones.indices.map { row in
      zones[row].indices.map { column in
        let above = zones[..<row].last { $0[column] != nil }?[column]
        let below = zones[row...].first { $0[column] != nil }?[column]
        return zones[row][column] == nil && above == below ? above : nil
      }
    }
  }

  private func map(_ panels: [HeatMap.Panel], undefined: String) -> HeatMap {
    HeatMap(
      title: context.heading.title,
      subtitle: context.heading.subtitle + "; probe family \(family.title)",
      rowAxis: table.rowKey.title, columnAxis: table.columnKey?.title ?? "",
      rowLabels: table.rows.map { RunTable.shown($0, table.rowKey) },
      columnLabels: table.columns.map { RunTable.shown($0, table.columnKey) }, panels: panels,
      zoneThreshold: context.runs.first?.configuration.zoneThreshold, undefinedMeaning: undefined,
      footnote: "Means over the images of the family and the seeds. Source: \(context.heading.source).")
  }
}
