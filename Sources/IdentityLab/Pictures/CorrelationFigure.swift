import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// Both correlations over a setting: where identity gives way.
///
/// Panels come in pairs, identity and constant, a pair for each value of the setting `by` or else for each kind of
/// net; curves are the probe families or, with the option `curves`, the values of a setting.
struct CorrelationFigure {
  private let context: ReconstructionContext
  private let over: SettingKey

  init(_ context: ReconstructionContext) {
    self.context = context
    over = context.options.over ?? .depth
  }

  /// The families with curves; natural images are shown to colour nets only.
  private var families: [ProbeFamily] {
    let isInColour = context.all.contains { $0.configuration.probes.natural != nil }
    return [.training, .digits, .blends, .novel, .fashion] + (isInColour ? [.natural] : [])
      + [.stripes, .uniformNoise, .gaussianNoise]
  }

  /// The plot.
  var plot: LinePlot {
    var panels = groupNames.flatMap { name in
      let runs = context.all.filter { group(of: $0.configuration) == name }
      return [
        panel(name, runs, "correlation with identity") { $0?.correlationWithIdentity },
        panel(name, runs, "correlation with constant") { $0?.correlationWithConstant },
      ]
    }
    let range = CorrelationScale.axis(of: panels.flatMap(\.series))
    for index in panels.indices { panels[index].yAxis.range = range }
    let subject = context.options.curves.map { _ in "; probe family \(probe.title)" } ?? ""
    return LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle + subject, panels: panels,
      panelsPerRow: 2, legendTitle: context.options.curves?.title ?? "probe family",
      footnote: "Means over the images of a family and the seeds; a gap is a net that did not train. "
        + "Source: \(context.heading.source).")
  }

  private var probe: ProbeFamily {
    context.options.probe ?? context.all.first?.configuration.probes.zoneFamily ?? .digits
  }

  /// The names of the pairs of panels.
  private var groupNames: [String] {
    guard let by = context.options.by else {
      return context.all.map { group(of: $0.configuration) }.distinct
    }
    return context.all.values(of: by).map { group($0, by) }
  }

  /// Linear and ReLU nets are not one curve, nor are values of the setting `by`.
  private func group(of configuration: ReconstructionConfiguration) -> String {
    if let by = context.options.by {
      return group(configuration.text(of: by), by)
    }
    return "\(configuration.architecture.rawValue), \(configuration.activation.rawValue)"
  }

  private func group(_ value: String, _ key: SettingKey) -> String {
    "\(key.title) \(ReconstructionTable.shown(value, key))"
  }

  private func panel(
    _ name: String, _ runs: [ReconstructionRun], _ axis: String, _ value: @escaping (ProbeScore?) -> Double?
  ) -> LinePlot.Panel {
    let series: [LinePlot.Series]
    if let curves = context.options.curves {
      let values = runs.values(of: curves)
      series = values.map { text in
        curve(
          ReconstructionTable.shown(text, curves), runs.filter { $0.configuration.text(of: curves) == text },
          probe,
          value)
      }
    } else {
      series = families.map { curve($0.title, runs, $0, value) }
    }
    let places = Set(runs.map { place(of: $0.configuration) }).sorted()
    // Values that span more than an order of magnitude, such as widths, are read by their ratios.
    let isWide = (places.first ?? 0) > 0 && (places.last ?? 0) > 20 * (places.first ?? 0)
    return LinePlot.Panel(
      title: name,
      xAxis: LinePlot.Axis(
        ReconstructionConfiguration.settings[over].axisTitle, isLogarithmic: isWide, ticks: places),
      yAxis: LinePlot.Axis(axis), series: series)
  }

  private func curve(
    _ label: String, _ runs: [ReconstructionRun], _ family: ProbeFamily, _ value: (ProbeScore?) -> Double?
  ) -> LinePlot.Series {
    let places = Set(runs.map { place(of: $0.configuration) }).sorted()
    return LinePlot.Series(
      label: label,
      points: places.map { place in
        let there = runs.filter { self.place(of: $0.configuration) == place }
        let members = ReconstructionGroup(
          runs: there.filter(context.counts), setAside: there.filter { !context.counts($0) })
        let statistic = members.statistic { value($0.record.score(of: family)) }
        return LinePlot.Sample(
          x: place, y: statistic?.mean, span: members.runs.count > 1 ? statistic?.span : nil)
      })
  }

  /// Where a run stands on the horizontal axis; an image size by its height.
  private func place(of configuration: ReconstructionConfiguration) -> Double {
    ReconstructionConfiguration.settings[over].place(configuration.text(of: over)) ?? .nan
  }
}
