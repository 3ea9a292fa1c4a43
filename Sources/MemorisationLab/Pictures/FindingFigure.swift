import LabBase
import LabData
import LabDrawing
import LabFigures
import LabRuns
import Nets

/// Numbers of runs over a setting, with the span of the seeds; a panel a number, and a row of panels for each value of the
/// setting `by`.
///
/// Runs without another one along the axis make no curve: where others do, they are left out, and the picture says so.
struct FindingFigure {
  private let context: FigureContext<MemorisationLab>
  private let over: SettingKey
  private let values: [FigureValue]

  init(_ context: FigureContext<MemorisationLab>) {
    self.context = context
    over = context.options.over ?? .labels
    values = context.options.findings ?? [.finding(.testAccuracy)]
  }

  /// The plot.
  ///
  /// - Throws: `LabError` where a run has no metrics.
  func plot() throws(LabError) -> LinePlot {
    let log = context.options.log ?? []
    let hidden = Set([over, context.options.by].compactMap(\.self))
    var panels: [LinePlot.Panel] = []
    var leftOut = 0
    for (title, all) in context.panels {
      let runs = joined(all, hiding: hidden)
      leftOut += all.count - runs.count
      let places = Set(runs.compactMap(place)).sorted()
      for value in values {
        var series: [LinePlot.Series] = []
        for (label, members) in context.curves(of: runs, hiding: hidden) {
          series.append(LinePlot.Series(label: label, points: try points(of: members, value)))
        }
        panels.append(
          LinePlot.Panel(
            title: title,
            xAxis: LinePlot.Axis(
              axisTitle, isLogarithmic: log.contains(.x), ticks: places.count > 12 ? nil : places),
            yAxis: LinePlot.Axis(
              value.title, isLogarithmic: log.contains(.y) && !value.isShare,
              range: value.isShare ? .unit : nil),
            series: series))
      }
    }
    var plot = LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle, panels: panels,
      legendTitle: context.options.curves?.title,
      footnote: "Means over seeds. "
        + (leftOut == 0 ? "" : "Left out: \(leftOut) runs that have no others along this axis. ")
        + "Source: \(context.heading.source).")
    plot.panelsPerRow = values.count == 1 ? 3 : min(values.count, 4)
    plot.spanMeaning = "least to greatest of the seeds"
    plot.undefinedMeaning = "some seed has no such number, for it never came so far"
    return plot
  }

  /// The runs that have others along the axis, alike in everything else but the seed; all where none has.
  private func joined(
    _ runs: [FinishedRun<MemorisationLab>], hiding hidden: Set<SettingKey>
  ) -> [FinishedRun<MemorisationLab>] {
    let labels = RunLabels(runs.map(\.configuration), hiding: hidden.union([.seed, .testSet]))
    let curves = Dictionary(grouping: runs) { labels.label($0.configuration) }
    let kept = runs.filter { run in
      Set((curves[labels.label(run.configuration)] ?? []).compactMap(place)).count > 1
    }
    return kept.isEmpty ? runs : kept
  }

  private var axisTitle: String {
    switch over {
    case .net: "hidden units of a layer"
    case .dataSet: "training images"
    default: MemorisationConfiguration.settings[over].axisTitle
    }
  }

  private func place(of run: FinishedRun<MemorisationLab>) -> Double? {
    MemorisationLab.place(of: run.configuration, along: over)
  }

  private func points(
    of runs: [FinishedRun<MemorisationLab>], _ value: FigureValue
  ) throws(LabError) -> [LinePlot.Sample] {
    var numbers: [Double: [Double?]] = [:]
    for run in runs {
      guard let place = place(of: run) else { continue }
      numbers[place, default: []].append(try value.value(of: run))
    }
    return numbers.keys.sorted().map { place in
      let all = numbers[place] ?? []
      let defined = all.compactMap(\.self)
      let span = defined.count > 1 ? ValueRange(defined.min() ?? 0, defined.max() ?? 0) : nil
      // Of seeds that never came there, no mean can be told.
      let mean = defined.count == all.count ? all.definedMean : nil
      return LinePlot.Sample(x: place, y: mean, span: mean == nil ? nil : span)
    }
  }
}
