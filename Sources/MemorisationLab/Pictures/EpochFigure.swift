import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// A column of metrics.csv through training, a curve a net: means over the seeds that are still in training.
struct EpochFigure {
  private let context: FigureContext<MemorisationLab>
  private let column: MetricColumn
  private let axis: MemorisationOptions.Axis

  init(_ context: FigureContext<MemorisationLab>) {
    self.context = context
    column = context.options.column ?? .loss
    axis = context.options.axis ?? .epoch
  }

  /// The plot.
  ///
  /// - Throws: `LabError` where a run has no metrics.
  func plot() throws(LabError) -> LinePlot {
    var panels: [LinePlot.Panel] = []
    for (title, runs) in context.panels {
      var series: [LinePlot.Series] = []
      let hidden = Set([context.options.by].compactMap(\.self))
      for (label, members) in context.curves(of: runs, hiding: hidden) {
        series.append(LinePlot.Series(label: label, points: try points(of: members)))
      }
      let log = context.options.log ?? []
      panels.append(
        LinePlot.Panel(
          title: title, xAxis: LinePlot.Axis(axis.rawValue, isLogarithmic: log.contains(.x)),
          yAxis: LinePlot.Axis(
            column.title, isLogarithmic: log.contains(.y),
            range: column.isShare && !log.contains(.y) ? .unit : nil),
          series: series))
    }
    return LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle, panels: panels,
      legendTitle: context.options.curves?.title,
      footnote: "Means over the seeds that were still in training. Source: \(context.heading.source).")
  }

  private func points(of runs: [FinishedRun<MemorisationLab>]) throws(LabError) -> [LinePlot.Sample] {
    var values: [Int: [Double]] = [:]
    for run in runs {
      let table = try EpochTable(of: run)
      let places = axis == .epoch ? table.epochs : table.steps
      for (place, value) in zip(places, table[column]) {
        if let value { values[place, default: []].append(value) }
      }
    }
    return values.keys.sorted().map { place in
      let there = values[place] ?? []
      let span = there.count > 1 ? ValueRange(there.min() ?? 0, there.max() ?? 0) : nil
      return LinePlot.Sample(x: Double(place), y: there.map(Optional.some).definedMean, span: span)
    }
  }
}
