import Nets

/// Both correlations over the depth, a curve a probe family: where identity gives way.
struct DepthFigure {
  let heading: FigureHeading
  let runs: [FigureRun]

  private static let families: [ProbeFamily] = [
    .training, .digits, .blends, .novel, .fashion, .stripes, .uniformNoise, .gaussianNoise,
  ]

  var correlationPlot: LinePlot {
    let kinds = kinds
    var panels = kinds.flatMap { kind in
      [
        panel(kind, "correlation with identity") { $0?.correlationWithIdentity },
        panel(kind, "correlation with constant") { $0?.correlationWithConstant },
      ]
    }
    let range = CorrelationScale.axis(of: panels.flatMap(\.series))
    for index in panels.indices { panels[index].yAxis.range = range }
    return LinePlot(
      title: heading.title, subtitle: heading.subtitle, panels: panels, panelsPerRow: 2,
      legendTitle: "probe family",
      footnote: "Means over the images of a family and the seeds. Source: \(heading.source).")
  }

  /// The kinds of net in the figure, each a pair of panels: linear and ReLU nets are not one curve.
  private var kinds: [String] {
    runs.map(\.configuration).map(kind).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func kind(_ configuration: ExperimentConfiguration) -> String {
    "\(configuration.architecture.rawValue), \(configuration.activation.rawValue)"
  }

  private func panel(
    _ kind: String, _ axis: String, _ value: @escaping (ProbeScore?) -> Double?
  ) -> LinePlot.Panel {
    let groups = SeedGroup.groups(of: runs.filter { self.kind($0.configuration) == kind })
      .sorted { $0.configuration.depth < $1.configuration.depth }
    let series = Self.families.map { family in
      LinePlot.Series(
        label: family.title,
        points: groups.map { group in
          let statistic = group.statistic { value($0.record.score(of: family)) }
          return LinePlot.Sample(
            x: Double(group.configuration.depth), y: statistic?.mean,
            span: group.runs.count > 1 ? statistic?.span : nil)
        })
    }
    let depths = groups.map { Double($0.configuration.depth) }
    return LinePlot.Panel(
      title: kind, xAxis: LinePlot.Axis("depth (weight layers)", ticks: depths),
      yAxis: LinePlot.Axis(axis), series: series)
  }
}
