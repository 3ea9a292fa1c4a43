import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// Columns of metrics.csv through training, a panel each, a curve a net: means over the seeds.
///
/// A seed that has stopped counts with its last number on, so that a mean is of all seeds to the end of the longest.
struct EpochFigure {
  private let context: FigureContext<MemorisationLab>
  private let columns: [MetricColumn]
  private let axis: MemorisationOptions.Axis

  init(_ context: FigureContext<MemorisationLab>) {
    self.context = context
    columns = context.options.column ?? [.loss]
    axis = context.options.axis ?? .epoch
  }

  /// The plot.
  ///
  /// - Throws: `LabError` where a run has no metrics.
  func plot() throws(LabError) -> LinePlot {
    let log = context.options.log ?? []
    let hidden = Set([context.options.by].compactMap(\.self))
    var panels: [LinePlot.Panel] = []
    for (title, runs) in context.panels {
      let curves = context.curves(of: runs, hiding: hidden)
      for column in columns {
        var series: [LinePlot.Series] = []
        for (label, members) in curves {
          let points = try points(of: members, column)
          if points.contains(where: { $0.y != nil }) {
            series.append(LinePlot.Series(label: label, points: points))
          }
        }
        panels.append(
          LinePlot.Panel(
            title: title, xAxis: LinePlot.Axis(axis.rawValue, isLogarithmic: log.contains(.x)),
            yAxis: LinePlot.Axis(
              column.title, isLogarithmic: log.contains(.y) && !column.isShare,
              range: column.isShare ? .unit : nil),
            series: series))
      }
    }
    var plot = LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle, panels: panels,
      legendTitle: context.options.curves?.title,
      footnote: "Means over seeds; one that has stopped counts with its last value. "
        + "Source: \(context.heading.source).")
    plot.panelsPerRow = columns.count == 1 ? 3 : min(columns.count, 4)
    plot.spanMeaning = "least to greatest of the seeds"
    return plot
  }

  private func points(
    of runs: [FinishedRun<MemorisationLab>], _ column: MetricColumn
  ) throws(LabError) -> [LinePlot.Sample] {
    var tables: [(places: [Int], values: [Double?])] = []
    for run in runs {
      let table = try EpochTable(of: run)
      tables.append((axis == .epoch ? table.epochs : table.steps, table[column]))
    }
    return Set(tables.flatMap(\.places)).sorted().map { place in
      let there = tables.compactMap { table in
        table.places.lastIndex { $0 <= place }.flatMap { table.values[$0] }
      }
      let span = there.count > 1 ? ValueRange(there.min() ?? 0, there.max() ?? 0) : nil
      return LinePlot.Sample(x: Double(place), y: there.map(Optional.some).definedMean, span: span)
    }
  }
}
