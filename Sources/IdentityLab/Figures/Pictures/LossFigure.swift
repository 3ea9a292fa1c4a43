import Nets

/// Training loss over steps, a curve a net, both axes logarithmic.
struct LossFigure {
  private let heading: FigureHeading
  private let runs: [FigureRun]

  init(_ context: FigureContext) {
    heading = context.heading
    runs = context.runs
  }

  /// Reads the runs' metrics; the first seed of each net is drawn.
  func plot() throws(LabError) -> LinePlot {
    let groups = SeedGroup.groups(of: runs)
    let labels = RunLabels(groups.map(\.configuration))
    var series: [LinePlot.Series] = []
    for group in groups {
      let text = String(
        decoding: try AtomicFile.read(group.runs[0].directory.file("metrics.csv")), as: UTF8.self)
      let points = MetricsTable(csv: text, before: .max).rows.map { row in
        // Step s is drawn at s + 1: a logarithmic axis has no 0.
        LinePlot.Sample(x: Double(row.step + 1), y: row.loss.isFinite && row.loss > 0 ? row.loss : nil)
      }
      series.append(LinePlot.Series(label: labels.label(group.configuration), points: points))
    }
    return LinePlot(
      title: heading.title, subtitle: heading.subtitle,
      xAxis: LinePlot.Axis("step + 1", isLogarithmic: true),
      yAxis: LinePlot.Axis("training loss (MSE of standardised pixels)", isLogarithmic: true), series: series,
      palette: .ordered,
      footnote: "One seed a net. Source: \(heading.source).")
  }
}
