import Foundation
import LabBase
import LabDrawing
import LabFigures

/// Curves over the layers of nets: one a net and, for the depths that the options name, one before training.
///
/// A panel holds the nets of one value of the setting `by`, or all.
struct LayerCurves {
  let context: ReconstructionContext

  /// Makes the panels.
  ///
  /// - Parameters:
  ///   - axis: the vertical axis.
  ///   - values: a number a layer of one net, the input's first; nil or NaN where there is none.
  /// - Throws: what `values` throws.
  func panels(
    _ axis: LinePlot.Axis, thresholds: [LinePlot.Threshold] = [],
    values: (_ run: ReconstructionRun, _ isUntrained: Bool) throws(LabError) -> [Double?]
  ) throws(LabError) -> [LinePlot.Panel] {
    var panels: [LinePlot.Panel] = []
    for (title, runs) in parts {
      let groups = ReconstructionGroup.groups(of: runs, where: context.counts)
      let labels = ReconstructionLabels(groups.map(\.configuration))
      let untrained = groups.filter {
        context.options.untrained?.contains($0.configuration.depth) == true
      }
      var series: [LinePlot.Series] = []
      let trained = groups.filter { !$0.runs.isEmpty }
      for (suffix, groups) in [("", trained), (", before training", untrained)] {
        for group in groups {
          // What a net was before training does not depend on what training came to.
          let runs = suffix.isEmpty ? group.runs : group.runs + group.setAside
          var curves: [[Double?]] = []
          for run in runs { curves.append(try values(run, !suffix.isEmpty)) }
          series.append(
            Self.series(
              labels.label(group.configuration) + suffix, of: curves, isLogarithmic: axis.isLogarithmic))
        }
      }
      panels.append(
        LinePlot.Panel(
          title: title, xAxis: LinePlot.Axis("layer (0 is the input)"), yAxis: axis, series: series,
          thresholds: thresholds))
    }
    return Self.sharingRange(panels)
  }

  /// The panels on one vertical axis, so that they compare.
  private static func sharingRange(_ panels: [LinePlot.Panel]) -> [LinePlot.Panel] {
    guard panels.count > 1, let axis = panels.first?.yAxis else { return panels }
    let all = LinePlot.Panel(xAxis: panels[0].xAxis, yAxis: axis, series: panels.flatMap(\.series))
    return panels.map { panel in
      var panel = panel
      panel.yAxis.range = PlotAxes(all).y.range
      return panel
    }
  }

  /// The runs of each panel with its title.
  private var parts: [(title: String?, runs: [ReconstructionRun])] {
    guard let by = context.options.by else { return [(nil, context.all)] }
    return context.all.values(of: by).map { text in
      (
        "\(by.title) \(ReconstructionTable.shown(text, by))",
        context.all.filter { $0.configuration.text(of: by) == text }
      )
    }
  }

  /// The mean over nets that differ in their seed and, of several, the span; what is not finite is left out.
  ///
  /// On a logarithmic axis the mean is the geometric one, else the largest value alone would decide where it stands.
  static func series(_ label: String, of curves: [[Double?]], isLogarithmic: Bool) -> LinePlot.Series {
    let count = curves.map(\.count).max() ?? 0
    let points = (0..<count).map { layer in
      let values = curves.compactMap { $0.indices.contains(layer) ? $0[layer] : nil }.filter(\.isFinite)
      guard let least = values.min(), let greatest = values.max() else {
        return LinePlot.Sample(x: Double(layer), y: nil)
      }
      let sum = values.reduce(0) { $0 + (isLogarithmic ? log($1) : $1) }
      let mean = sum / Double(values.count)
      return LinePlot.Sample(
        x: Double(layer), y: isLogarithmic ? exp(mean) : mean,
        span: values.count > 1 ? ValueRange(least, greatest) : nil)
    }
    return LinePlot.Series(label: label, points: points)
  }
}
