import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// Where nets take their own answers to when these are given back to them, over a setting, by default the depth.
///
/// A line of panels for each kind of net and, with the option `by`, each value of a setting: the shares of starts that
/// come to a training image or multiples of it, to a constant image, to another image, and to none. Curves are the kinds of start.
struct AttractorFigure {
  private let context: ReconstructionContext
  private let over: SettingKey

  /// The fates of each panel, beside its heading.
  private static let panels: [(title: String, fates: [IterationFate])] = [
    ("training image or multiple", IterationFate.basin), ("constant image", [.constantImage]),
    ("another image or multiple", [.fixedPoint, .ray]), ("no rest", [.cycle, .unsettled, .diverged]),
  ]

  init(_ context: ReconstructionContext) {
    self.context = context
    over = context.options.over ?? .depth
  }

  /// The plot.
  ///
  /// - Throws: `LabError` where weights or data are missing.
  func plot() throws(LabError) -> LinePlot {
    let groups = groups
    var panels: [LinePlot.Panel] = []
    for (name, runs) in groups {
      for (title, fates) in Self.panels {
        var series: [LinePlot.Series] = []
        for kind in IterationStart.Kind.allCases {
          if let curve = try curve(kind, fates, runs) { series.append(curve) }
        }
        panels.append(
          LinePlot.Panel(
            title: title + (groups.count > 1 ? ": \(name)" : ""),
            xAxis: LinePlot.Axis(
              ReconstructionConfiguration.settings[over].axisTitle,
              ticks: CorrelationFigure.places(runs, over)),
            yAxis: LinePlot.Axis("share of starts", range: ValueRange(-0.03, 1.03)),
            series: series))
      }
    }
    return LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle, panels: panels,
      panelsPerRow: Self.panels.count, legendTitle: "starts",
      spanMeaning: "least to greatest over seeds and images",
      footnote:
        "Each net is applied to its own answers, at most \(Attractors.usualIterations) times, from "
        + "\(Attractors.usualStarts) starts of a kind, and from its training image. A fixed point counts as the training "
        + "image up to a root mean square distance of \(FixedPointIteration.likeness) of that image's contrast; so do "
        + "its multiples, once they have its size. No rest: cycles, what has not settled, what diverged. Source: \(context.heading.source)."
    )
  }

  /// Kinds of net, and within them the values of the setting `by`.
  private var groups: [(name: String, runs: [ReconstructionRun])] {
    CorrelationFigure.nets(context.all).flatMap { name, runs in
      guard let by = context.options.by else { return [(name, runs)] }
      let parts = CorrelationFigure.parts(runs, by)
      return parts.map { value, runs in
        (parts.count > 1 ? "\(name), \(by.title) \(ReconstructionTable.shown(value, by))" : name, runs)
      }
    }
  }

  /// Means over the runs that count at each place; nil where no net has such starts.
  private func curve(
    _ kind: IterationStart.Kind, _ fates: [IterationFate], _ runs: [ReconstructionRun]
  ) throws(LabError) -> LinePlot.Series? {
    var points: [LinePlot.Sample] = []
    for place in CorrelationFigure.places(runs, over) {
      let there = runs.filter {
        [nil, place].contains(
          ReconstructionConfiguration.settings[over].place($0.configuration.text(of: over)))
      }
      let members = ReconstructionGroup(
        runs: there.filter(context.counts), setAside: there.filter { !context.counts($0) })
      let statistic = try members.statistic { run throws(LabError) in
        try context.value(of: Attractors(), run).share(of: fates, from: kind)
      }
      points.append(
        LinePlot.Sample(x: place, y: statistic?.mean, span: members.runs.count > 1 ? statistic?.span : nil))
    }
    return points.allSatisfy { $0.y == nil } ? nil : LinePlot.Series(label: kind.title, points: points)
  }
}
