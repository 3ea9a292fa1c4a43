import LabBase
import LabDrawing
import LabRuns

/// Training loss over steps, a curve a net, both axes logarithmic.
package struct LossFigure<L: FigureLab> {
  private let heading: FigureHeading
  private let groups: [SeedGroup<L>]
  private let axis: String

  /// Makes the figure of some runs.
  ///
  /// - Parameter axis: the vertical axis's title, which says what the loss is of.
  package init(_ context: FigureContext<L>, axis: String) {
    heading = context.heading
    groups = context.groups
    self.axis = axis
  }

  /// Reads the runs' metrics; the first seed of each net that trained is drawn, else the first of those that did not.
  ///
  /// - Throws: `LabError` where a run has none.
  package func plot() throws(LabError) -> LinePlot {
    let labels = RunLabels(groups.map(\.configuration))
    var series: [LinePlot.Series] = []
    for group in groups {
      guard let run = (group.runs + group.setAside).first else { continue }
      let text = String(
        decoding: try run.directory.read("metrics.csv"), as: UTF8.self)
      let table = MetricsTable(csv: text)
      let points = zip(table.steps, table["loss"]).map { step, loss in
        // Step s is drawn at s + 1: a logarithmic axis has no 0.
        LinePlot.Sample(x: Double(step) + 1, y: loss.flatMap { $0.isFinite && $0 > 0 ? $0 : nil })
      }
      let remark = group.runs.isEmpty ? " (\(run.record.outcome.rawValue))" : ""
      series.append(LinePlot.Series(label: labels.label(group.configuration) + remark, points: points))
    }
    return LinePlot(
      title: heading.title, subtitle: heading.subtitle,
      xAxis: LinePlot.Axis("step + 1", isLogarithmic: true),
      yAxis: LinePlot.Axis(axis, isLogarithmic: true), series: series, palette: .ordered,
      footnote: "One seed a net, the first that trained. Source: \(heading.source).")
  }
}
