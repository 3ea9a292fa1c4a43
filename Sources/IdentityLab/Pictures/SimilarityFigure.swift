import LabBase
import LabDrawing
import LabFigures

/// What a net does with inputs of known correlation ρ with the training image: heat maps with zones, and curves.
struct SimilarityFigure {
  private let heading: FigureHeading
  private let groups: [ReconstructionGroup]
  private let rhos: [Double]
  private let threshold: Double

  /// Makes the figure of runs that have a similarity curve.
  ///
  /// - Throws: `LabError.badConfiguration` where one has none, since its training image has no contrast, or where
  ///   the curves are over different ρ.
  init(_ context: ReconstructionContext) throws(LabError) {
    rhos = context.all.first?.record.similarity.map(\.rho) ?? []
    for run in context.all where run.record.similarity.isEmpty || run.record.similarity.map(\.rho) != rhos {
      throw .badConfiguration(
        key: "image", found: "\(run.configuration.image), around which nothing is of known correlation",
        expected: "training images with contrast for pictures over ρ")
    }
    heading = context.heading
    groups = context.groups
    threshold = context.all.first?.configuration.zoneThreshold ?? Zone.defaultThreshold
  }

  private var footnote: String {
    "Inputs of exact correlation ρ with the training image, mixed with Gaussian noise; means over inputs and "
      + "seeds. At ρ = 1 both correlations are about the training image. Source: \(heading.source)."
  }

  /// Identity, constant and zones side by side, a row a net.
  var heatMap: HeatMap {
    let labels = ReconstructionLabels(groups.map(\.configuration))
    let identity = groups.map { group in rhos.indices.map { mean(group, $0, \.correlationWithIdentity) } }
    let constant = groups.map { group in rhos.indices.map { mean(group, $0, \.correlationWithConstant) } }
    let zones = zip(identity, constant).map { identities, constants in
      zip(identities, constants).map { Zone(drawnOf: $0, $1, threshold: threshold) }
    }
    var map = HeatMap(
      title: heading.title, subtitle: heading.subtitle, rowAxis: "network", columnAxis: "similarity ρ",
      rowLabels: groups.map { labels.label($0.configuration) },
      columnLabels: rhos.map { NumberText.short($0, digits: 2) },
      panels: CorrelationScale.panels([
        ("correlation with identity", identity), ("correlation with constant", constant),
      ]) + [HeatMap.Panel(title: "zones", cells: .categories(Zone.places(of: zones)))],
      categories: Zone.categories, categoryNote: Zone.note(threshold: threshold),
      undefinedMeaning: "a net that did not train, or a constant output, which has no correlation",
      footnote: footnote)
    map.barTitle = "mean correlation"
    map.rowBreaks = groups.indices.dropFirst().compactMap { row in
      labels.change(from: groups[row - 1].configuration, to: groups[row].configuration).map {
        HeatMap.RowBreak(row: row, meaning: "trained otherwise from there on: \($0)")
      }
    }
    return map
  }

  /// Two panels of curves over ρ, a curve a net.
  var plot: LinePlot {
    let labels = ReconstructionLabels(groups.map(\.configuration))
    var panels = [
      ("correlation with identity", \SimilarityScore.correlationWithIdentity),
      ("correlation with constant", \SimilarityScore.correlationWithConstant),
    ].map { axis, path in
      let series = groups.filter { !$0.runs.isEmpty }.map { group in
        LinePlot.Series(
          label: labels.label(group.configuration),
          points: rhos.indices.map { place in
            let statistic = group.statistic { $0.record.similarity[place][keyPath: path] }
            return LinePlot.Sample(
              x: rhos[place], y: statistic?.mean, span: group.runs.count > 1 ? statistic?.span : nil)
          })
      }
      return LinePlot.Panel(
        xAxis: LinePlot.Axis("similarity ρ", range: .unit),
        yAxis: LinePlot.Axis(axis), series: series,
        thresholds: [LinePlot.Threshold(value: threshold, label: "high, from \(NumberText.short(threshold))")]
      )
    }
    let range = CorrelationScale.axis(of: panels.flatMap(\.series))
    for index in panels.indices { panels[index].yAxis.range = range }
    return LinePlot(
      title: heading.title, subtitle: heading.subtitle, panels: panels, palette: .ordered, footnote: footnote)
  }

  private func mean(
    _ group: ReconstructionGroup, _ place: Int, _ path: KeyPath<SimilarityScore, Double?>
  ) -> Double? {
    group.statistic { $0.record.similarity[place][keyPath: path] }?.mean
  }
}
