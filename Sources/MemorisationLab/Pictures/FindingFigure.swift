import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// Findings over a setting, with the span of the seeds; a panel a finding, or for each value of the setting `by`.
struct FindingFigure {
  private let context: FigureContext<MemorisationLab>
  private let over: SettingKey
  private let findings: [MemorisationFinding]

  init(_ context: FigureContext<MemorisationLab>) {
    self.context = context
    over = context.options.over ?? .labels
    findings = context.options.findings ?? [.testAccuracy]
  }

  /// The plot.
  var plot: LinePlot {
    let log = context.options.log ?? []
    let table = MemorisationConfiguration.settings
    let panels = context.panels.flatMap { title, runs in
      findings.map { finding in
        let hidden = Set([over, context.options.by].compactMap(\.self))
        let series = context.curves(of: runs, hiding: hidden).map { label, members in
          LinePlot.Series(label: label, points: points(of: members, finding))
        }
        let places = places(of: runs)
        return LinePlot.Panel(
          title: title,
          xAxis: LinePlot.Axis(
            table[over].axisTitle, isLogarithmic: log.contains(.x), ticks: places.count > 12 ? nil : places),
          yAxis: LinePlot.Axis(
            finding.title, isLogarithmic: log.contains(.y),
            range: finding.scale == .share && finding != .gap ? .unit : nil),
          series: series)
      }
    }
    return LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle, panels: panels,
      legendTitle: context.options.curves?.title,
      footnote: "Means over seeds; a gap has no run with such a number. Source: \(context.heading.source).")
  }

  private func place(of run: FinishedRun<MemorisationLab>) -> Double? {
    MemorisationConfiguration.settings[over].place(run.configuration.text(of: over))
  }

  private func places(of runs: [FinishedRun<MemorisationLab>]) -> [Double] {
    Set(runs.compactMap(place)).sorted()
  }

  private func points(
    of runs: [FinishedRun<MemorisationLab>], _ finding: MemorisationFinding
  ) -> [LinePlot.Sample] {
    places(of: runs).map { place in
      let group = SeedGroup(runs: runs.filter { self.place(of: $0) == place })
      let statistic = group.statistic { finding.value(of: $0.record) }
      return LinePlot.Sample(
        x: place, y: statistic?.mean, span: group.runs.count > 1 ? statistic?.span : nil)
    }
  }
}
