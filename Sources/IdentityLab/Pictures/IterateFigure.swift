import LabBase
import LabDrawing
import LabFigures

/// What nets make of their own answers again and again: a block of rows a net, a row a kind of start.
struct IterateFigure {
  private let context: ReconstructionContext

  init(_ context: ReconstructionContext) {
    self.context = context
  }

  /// The first seed of every net that trained, of the depths that the options name, from the first start of each kind.
  ///
  /// - Throws: `LabError` where weights or data are missing, or no net has such a depth.
  func grid() throws(LabError) -> ImageGrid {
    let depths = context.options.depths
    let groups = context.trainedGroups.filter { depths?.contains($0.configuration.depth) ?? true }
    guard !groups.isEmpty else {
      throw .missingInput(
        what: "a net to iterate",
        advice: "name depths that the recipe trains, and see whether any net is fitted")
    }
    let labels = ReconstructionLabels(groups.map(\.configuration))
    let columns = Orbit.columns(Attractors.usualIterations)
    var rows: [ImageGrid.Row] = []
    for group in groups {
      let net = try NetIteration(
        group.configuration, group.runs[0].directory, lab: context.lab, threads: context.threads)
      for (place, start) in net.starts(1).enumerated() {
        let (orbit, pictures) = net.pictures(
          from: start, iterations: Attractors.usualIterations, at: columns)
        var row = IterationStrip.row(orbit, pictures, columns)
        if place == 0 {
          let kind = group.configuration.architecture.rawValue
          row.section = "\(kind), \(labels.label(group.configuration))"
        }
        rows.append(row)
      }
    }
    return ImageGrid(
      title: context.heading.title,
      subtitle: context.heading.subtitle(ShownSeeds(groups)),
      columnLabels: IterationStrip.columnLabels(columns), rows: rows,
      tileSize: .fit(FigureStyle.tileSide),
      footnote: "\(IterationStrip.explanation) Source: \(context.heading.source).")
  }
}
