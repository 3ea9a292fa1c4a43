/// How the curves of a plot look: every label and variant has its place in the order of first appearance.
struct SeriesLooks {
  /// The labels of all panels.
  let labels: [String]
  /// What else tells curves apart; empty where labels do.
  let variants: [String]
  private let palette: LinePlot.Palette

  /// Looks at the curves of a plot.
  init(_ panels: [LinePlot.Panel], palette: LinePlot.Palette) {
    var (labels, variants): ([String], [String]) = ([], [])
    for series in panels.flatMap(\.series) {
      if !labels.contains(series.label) { labels.append(series.label) }
      if let variant = series.variant, !variants.contains(variant) { variants.append(variant) }
    }
    self.labels = labels
    self.variants = variants
    self.palette = palette
  }

  /// The looks of a curve; one without a variant is of the first.
  func style(_ series: LinePlot.Series) -> SeriesStyle {
    let index = labels.firstIndex(of: series.label) ?? 0
    guard !variants.isEmpty else {
      return SeriesStyle(index: index, count: labels.count, palette: palette)
    }
    let variant = series.variant.flatMap(variants.firstIndex) ?? 0
    return SeriesStyle(
      index: index, count: labels.count, palette: palette, variant: variant, isJoined: series.isJoined)
  }
}
