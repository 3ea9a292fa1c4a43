import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// Correlations or zones as a map of two settings, means over the seeds in each cell.
struct TableFigure {
  private let context: ReconstructionContext
  private let table: Part

  /// Some of the runs in the cells of a table, those that count and all.
  private struct Part {
    var title: String
    var counted: ReconstructionTable
    var all: ReconstructionTable
  }

  init(_ context: ReconstructionContext) {
    let (rows, columns) = (context.options.rows ?? .depth, context.options.columns ?? .width)
    self.context = context
    table = Part(
      title: "zones",
      counted: ReconstructionTable(context.runs, rows: rows, columns: columns, of: context.all),
      all: ReconstructionTable(context.all, rows: rows, columns: columns))
  }

  private var family: ProbeFamily {
    context.options.probe ?? context.all.first?.configuration.probes.zoneFamily ?? .digits
  }

  /// Both correlations as numbers and, below them, answers of the cells' nets to the families that the options name.
  ///
  /// - Throws: `LabError` where a run's weights or data are not there.
  func picture() throws(LabError) -> any RenderableFigure {
    var map = correlations
    guard let families = context.options.tiles else { return map }
    let answers = TableTiles(table: table.counted, families: families, context: context)
    let subtitle = [map.subtitle, answers.seeds.statement].compactMap(\.self).joined(separator: "; ")
    (map.title, map.subtitle) = ("", nil)
    return FigureStack(
      title: context.heading.title, subtitle: subtitle, parts: [.cells(map), .tiles(try answers.grid())])
  }

  /// Both correlations as numbers, two tables for each value of the setting `by`.
  var correlations: HeatMap {
    let parts = parts
    let tables = parts.map { (title: context.options.by == nil ? nil : $0.title, table: $0.counted) }
    let panels = zip(ReconstructionTable.correlationPanels(of: tables, family), parts.flatMap { [$0, $0] })
      .map {
        explained($0, $1)
      }
    var map = map(panels, undefined: "no run, or a constant output, which has no correlation")
    map.barTitle = "mean correlation"
    map.footnote = ["± is the standard deviation over the seeds.", map.footnote ?? ""].joined(separator: " ")
    return map
  }

  /// The zones, a table for each value of the setting `by`, and for what was not run those of its neighbours above
  /// and below where the two agree; rows of numbers stand along an axis.
  var zones: HeatMap {
    let panels = parts.map { part in
      let measured = part.counted.zones(of: family)
      let isComplete = !measured.joined().contains { $0 == nil }
      return explained(
        HeatMap.Panel(
          title: part.title, cells: .categories(Zone.places(of: measured)),
          inferred: isComplete ? nil : Zone.places(of: Self.inferred(measured))), part)
    }
    var map = map(
      panels, undefined: "not run between cells of different zones, or without a defined correlation")
    let places = table.counted.rows.compactMap(Double.init)
    if places.count == table.counted.rows.count, places.count > 1, places[0] > 0 {
      let isWide = places[places.count - 1] > 10 * places[0]
      map.rowPlaces = HeatMap.RowPlaces(places, isLogarithmic: isWide)
      map.rowAxis = axisTitle(table.counted.rowKey) + (isWide ? ", log scale" : "")
    }
    return map
  }

  /// The frontier of each zone over the columns: up to which row nets are the identity, from which on the constant.
  var frontier: LinePlot {
    let panels = parts.map { part in
      LinePlot.Panel(
        title: part.title,
        xAxis: LinePlot.Axis(
          axisTitle(table.counted.columnKey ?? .width) + ", log scale", isLogarithmic: true,
          ticks: part.counted.columns.compactMap(Double.init)),
        yAxis: LinePlot.Axis(axisTitle(table.counted.rowKey) + ", log scale", isLogarithmic: true),
        series: series(part.counted))
    }
    let values = panels.flatMap(\.series).flatMap(\.points).compactMap(\.y)
    let range = ValueRange(1, (values.max() ?? 1) * 1.2)
    var plot = LinePlot(
      title: context.heading.title,
      subtitle: context.heading.subtitle + "; probe family \(family.title)",
      panels: panels.map { panel in
        var panel = panel
        panel.yAxis.range = range
        return panel
      }, legendTitle: "zone",
      footnote: "Zones of means over seeds. Source: \(context.heading.source).")
    plot.undefinedMeaning = "no net of that zone among those that were run"
    return plot
  }

  /// The runs of each value of the setting `by`, as tables of the same rows and columns, with how many seeds they have.
  private var parts: [Part] {
    guard let by = context.options.by else { return [table] }
    return context.all.values(of: by).map { value in
      let all = table.all.restricted { $0.fits(value, of: by) }
      return Part(
        title:
          "\(by.title) \(ReconstructionTable.shown(value, by))\n\(ReconstructionGroup.seedCount(of: all.runs))",
        counted: table.counted.restricted { $0.fits(value, of: by) }, all: all)
    }
  }

  /// A table whose cells without a run that trained say what became of them, and whose cells that lack some are marked.
  private func explained(_ panel: HeatMap.Panel, _ part: Part) -> HeatMap.Panel {
    let cells = part.all.cells { members in
      GridRuns(
        planned: members.map(\.configuration), runs: members, counted: members.filter(context.counts))
    }
    var panel = panel
    panel.absences = cells.map { line in
      line.map { cell in cell.gap.flatMap { $0.isHatched ? GridGap.all.firstIndex(of: $0) : nil } }
    }
    panel.partial = cells.map { $0.map(\.isPartial) }
    return panel
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
    var map = HeatMap(
      title: context.heading.title,
      subtitle: context.heading.subtitle + "; probe family \(family.title)",
      rowAxis: table.counted.rowKey.title, columnAxis: table.counted.columnKey?.title ?? "",
      rowLabels: table.counted.rowLabels, columnLabels: table.counted.columnLabels, panels: panels,
      categories: Zone.categories,
      categoryNote: (context.all.first?.configuration.zoneThreshold).map(Zone.note),
      undefinedMeaning: undefined,
      footnote: "Means over the images of the family and the seeds. Source: \(context.heading.source).")
    map.absences = GridGap.all.map { $0.absence(undefined: undefined) }
    map.partialMeaning = "some of the cell's seeds did not train and are left out"
    return map
  }
}
