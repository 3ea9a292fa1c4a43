import Foundation
import LabBase
import LabDrawing
import LabFigures

/// Curves over the layers of nets: one a net and, for the depths that the options name, one before training, of the same
/// colour and dashed.
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
      for (isUntrained, groups) in [(false, trained), (true, untrained)] {
        for group in groups {
          // What a net was before training does not depend on what training came to.
          let runs = isUntrained ? group.runs + group.setAside : group.runs
          var curves: [[Double?]] = []
          for run in runs { curves.append(try values(run, isUntrained)) }
          var curve = Self.series(
            labels.label(group.configuration), of: curves,
            at: LayerName.all(of: group.configuration.network).map(\.position),
            isLogarithmic: axis.isLogarithmic)
          curve.variant = hasUntrained ? (isUntrained ? "before training" : "trained") : nil
          series.append(curve)
        }
      }
      panels.append(
        LinePlot.Panel(
          title: title, xAxis: LinePlot.Axis(layerAxis), yAxis: axis, series: series,
          thresholds: thresholds))
    }
    return Self.sharingRange(panels)
  }

  private var hasUntrained: Bool {
    context.all.contains { context.options.untrained?.contains($0.configuration.depth) == true }
  }

  /// What layers are along the axis: see ``LayerName/position``.
  private var layerAxis: String {
    let hasSums = context.runs.contains { [.resnet, .resnetConv].contains($0.configuration.architecture) }
    return hasSums
      ? "layer (0 is the input; a block's sum half a step after its last layer)" : "layer (0 is the input)"
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
        context.all.filter { $0.configuration.fits(text, of: by) }
      )
    }
  }

  /// The mean over nets that differ in their seed and, of several, the span; what is not finite is left out.
  ///
  /// On a logarithmic axis the mean is the geometric one, else the largest value alone would decide where it stands.
  ///
  /// - Parameter positions: the layers' places on the axis, of as many as there are or more.
  static func series(
    _ label: String, of curves: [[Double?]], at positions: [Double], isLogarithmic: Bool
  ) -> LinePlot.Series {
    let count = curves.map(\.count).max() ?? 0
    let points = zip(0..<count, positions).map { layer, position in
      let values = curves.compactMap { $0.indices.contains(layer) ? $0[layer] : nil }.filter(\.isFinite)
      guard let least = values.min(), let greatest = values.max() else {
        return LinePlot.Sample(x: position, y: nil)
      }
      let sum = values.reduce(0) { $0 + (isLogarithmic ? log($1) : $1) }
      let mean = sum / Double(values.count)
      return LinePlot.Sample(
        x: position, y: isLogarithmic ? exp(mean) : mean,
        span: values.count > 1 ? ValueRange(least, greatest) : nil)
    }
    return LinePlot.Series(label: label, points: points)
  }
}
