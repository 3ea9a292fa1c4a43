import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// Correlations or zones as a map of two settings, means over the seeds in each cell.
struct TableFigure {
  private let context: ReconstructionContext
  private let table: ReconstructionTable

  init(_ context: ReconstructionContext) {
    self.context = context
    table = ReconstructionTable(
      context.runs, rows: context.options.rows ?? .depth, columns: context.options.columns ?? .width,
      of: context.all)
  }

  private var family: ProbeFamily {
    context.options.probe ?? context.all.first?.configuration.probes.zoneFamily ?? .digits
  }

  /// Both correlations as numbers.
  var correlations: HeatMap {
    map(
      table.correlationPanels(of: family),
      undefined: "no run that trained, or a constant output, which has no correlation")
  }

  /// The zones, a table for each value of the setting `by`, and for what was not run those of its neighbours above
  /// and below where the two agree.
  var zones: HeatMap {
    let panels = parts.map { title, part in
      let measured = part.zones(of: family)
      let isComplete = !measured.joined().contains { $0 == nil }
      return HeatMap.Panel(
        title: title, cells: .categories(Zone.places(of: measured)),
        inferred: isComplete ? nil : Zone.places(of: Self.inferred(measured)))
    }
    return map(
      panels,
      undefined: "did not train, not run between cells of different zones, or without a defined correlation")
  }

  /// The frontier of each zone over the columns: up to which row nets are the identity, from which on the constant.
  var frontier: LinePlot {
    let panels = parts.map { title, part in
      LinePlot.Panel(
        title: title,
        xAxis: LinePlot.Axis(
          axisTitle(table.columnKey ?? .width), isLogarithmic: true,
          ticks: part.columns.compactMap(Double.init)),
        yAxis: LinePlot.Axis(axisTitle(table.rowKey), isLogarithmic: true), series: series(part))
    }
    let values = panels.flatMap(\.series).flatMap(\.points).compactMap(\.y)
    let range = ValueRange(1, (values.max() ?? 1) * 1.2)
    return LinePlot(
      title: context.heading.title,
      subtitle: context.heading.subtitle + "; probe family \(family.title)",
      panels: panels.map { panel in
        var panel = panel
        panel.yAxis.range = range
        return panel
      }, legendTitle: "zone",
      footnote:
        "Zones of means over seeds. A gap has no net of that zone among those that were run. Source: \(context.heading.source)."
    )
  }

  /// The runs of each value of the setting `by`, as tables of the same rows and columns.
  private var parts: [(title: String, table: ReconstructionTable)] {
    guard let by = context.options.by else { return [("zones", table)] }
    return context.all.values(of: by).map { value in
      (
        "\(by.title) \(ReconstructionTable.shown(value, by))",
        table.restricted { $0.text(of: by) == value }
      )
    }
  }

  private func series(_ part: ReconstructionTable) -> [LinePlot.Series] {
    let zones = part.zones(of: family)
    func curve(_ label: String, _ row: ([Zone?]) -> Int?) -> LinePlot.Series {
      LinePlot.Series(
        label: label,
        points: part.columns.indices.compactMap { column in
          guard let x = Double(part.columns[column]), zones.contains(where: { $0[column] != nil }) else {
            return nil
          }
          let place = row(zones.map { $0[column] })
          return LinePlot.Sample(x: x, y: place.flatMap { Double(part.rows[$0]) })
        })
    }
    return [
      curve("identity (B): largest") { $0.lastIndex(of: .b) },
      curve("constant (D): smallest") { $0.firstIndex(of: .d) },
    ]
  }

  private func axisTitle(_ key: SettingKey) -> String { ReconstructionConfiguration.settings[key].axisTitle }

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
      rowLabels: table.rowLabels, columnLabels: table.columnLabels, panels: panels,
      categories: Zone.categories,
      categoryNote: (context.all.first?.configuration.zoneThreshold).map(Zone.note),
      undefinedMeaning: undefined,
      footnote: "Means over the images of the family and the seeds. Source: \(context.heading.source).")
  }
}
