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
    var panels = groups.flatMap { name, runs in
      [
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

  /// The pairs of panels with their runs: linear and ReLU nets are not one curve, nor are values of the setting `by`.
  ///
  /// A run on which a setting has no effect, such as the activation function of one layer, is a point of every curve.
  private var groups: [(name: String, runs: [ReconstructionRun])] {
    if let by = context.options.by {
      return Self.parts(context.all, by).map { value, runs in
        ("\(by.title) \(ReconstructionTable.shown(value, by))", runs)
      }
    }
    return Self.parts(context.all, .architecture).flatMap { architecture, runs in
      Self.parts(runs, .activation).map { activation, runs in
        (activation.isEmpty ? architecture : "\(architecture), \(activation)", runs)
      }
    }
  }

  /// The runs of every value of a setting.
  private static func parts(
    _ runs: [ReconstructionRun], _ key: SettingKey
  ) -> [(value: String, runs: [ReconstructionRun])] {
    runs.values(of: key).map { value in (value, runs.filter { $0.configuration.fits(value, of: key) }) }
  }

  private func panel(
    _ name: String, _ runs: [ReconstructionRun], _ axis: String, _ value: @escaping (ProbeScore?) -> Double?
  ) -> LinePlot.Panel {
    let series: [LinePlot.Series]
    if let curves = context.options.curves {
      series = Self.parts(runs, curves).map { text, runs in
        curve(ReconstructionTable.shown(text, curves), runs, probe, value)
      }
    } else {
      series = families.map { curve($0.title, runs, $0, value) }
    }
    let places = places(of: runs)
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
    return LinePlot.Series(
      label: label,
      points: places(of: runs).map { place in
        let there = runs.filter { [nil, place].contains(self.place(of: $0.configuration)) }
        let members = ReconstructionGroup(
          runs: there.filter(context.counts), setAside: there.filter { !context.counts($0) })
        let statistic = members.statistic { value($0.record.score(of: family)) }
        return LinePlot.Sample(
          x: place, y: statistic?.mean, span: members.runs.count > 1 ? statistic?.span : nil)
      })
  }

  /// Where a run stands on the horizontal axis; an image size by its height, and nil of a run that stands everywhere,
  /// for the axis has no effect on it.
  private func place(of configuration: ReconstructionConfiguration) -> Double? {
    ReconstructionConfiguration.settings[over].place(configuration.text(of: over))
  }

  private func places(of runs: [ReconstructionRun]) -> [Double] {
    Set(runs.compactMap { place(of: $0.configuration) }).sorted()
  }
}
