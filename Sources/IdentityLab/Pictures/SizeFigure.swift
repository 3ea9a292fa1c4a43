import LabBase
import LabDrawing
import LabFigures
import LabImages
import Nets

/// Convolutional nets asked about images of other sizes than the one they were trained on: a section a net and a row
/// a size in pictures, or both correlations over the size.
struct SizeFigure {
  private let context: ReconstructionContext
  private let groups: [ReconstructionGroup]
  private let labels: ReconstructionLabels
  private let seeds: ShownSeeds<ReconstructionLab>
  private let sizes: [Int]

  /// The largest tiles are enlarged up to this side, all others as many times: sizes are seen as they are.
  private static let largestSide = 224
  /// The families whose curves are drawn over the size.
  private static let curves: [ProbeFamily] = [.training, .digits, .fashion, .uniformNoise]

  /// Makes the figure of runs of nets that take any size.
  ///
  /// - Throws: `LabError.badConfiguration` where a run is of another net.
  init(_ context: ReconstructionContext) throws(LabError) {
    for configuration in context.runs.map(\.configuration) where !configuration.network.isConvolutional {
      throw .badConfiguration(
        key: "sizes", found: configuration.architecture.rawValue,
        expected: "convolutional nets: others take only the size they were trained on")
    }
    self.context = context
    groups = context.trainedGroups
    labels = ReconstructionLabels(groups.map(\.configuration))
    seeds = ShownSeeds(groups)
    sizes = context.options.sizes ?? ReconstructionOptions.usualSizes
  }

  /// What the first seed of every net makes of one image of each of some families, the inputs first; under each the
  /// correlations over the family and the seeds.
  ///
  /// - Throws: `LabError` where a run's weights or data are not there.
  func grid() throws(LabError) -> ImageGrid {
    guard let first = groups.first?.configuration else {
      throw .missingInput(what: "a run to draw", advice: "give the recipe at least one")
    }
    var rows: [ImageGrid.Row] = []
    for (index, size) in sizes.enumerated() {
      let inputs = try inputs(of: first, size)
      rows.append(row(inputs, size, first.normalize, section: index == 0 ? "inputs" : nil))
    }
    for group in groups {
      let configuration = group.configuration
      let weights = try group.runs[0].directory.weights(configuration)
      for (index, size) in sizes.enumerated() {
        let inputs = try inputs(of: configuration, size)
        try CostEstimate.checkMemory(asking: configuration.network, imageShape: inputs.shape)
        let outputs = Predictor(
          configuration, parameters: weights, imageShape: inputs.shape, threads: context.threads
        ).predict(inputs)
        let label = seeds.label(labels.label(configuration), of: group)
        var row = row(outputs, size, configuration.normalize, section: index == 0 ? label : nil)
        row.scores = try scores(group, size)
        rows.append(row)
      }
    }
    return ImageGrid(
      title: context.heading.title, subtitle: context.heading.subtitle(seeds),
      columnLabels: SizeScores.families.map(\.title), rows: rows,
      tileSize: .scale(max(1, Self.largestSide / (sizes.max() ?? 1))),
      footnote:
        "One image of each family, drawn or resized at each size; all tiles are enlarged alike. Under them: mean "
        + "correlations over up to \(SizeScores.imagesPerFamily) images of the family and the seeds, – where one is "
        + "undefined. Source: \(context.heading.source).")
  }

  /// A pair of panels a net, means and extents over its seeds.
  ///
  /// - Throws: `LabError` where a run's weights or data are not there.
  func plot() throws(LabError) -> LinePlot {
    var panels: [LinePlot.Panel] = []
    for group in groups {
      var scores: [[[ProbeScore]]] = []
      for size in sizes {
        var line: [[ProbeScore]] = []
        for run in group.runs { line.append(try context.value(of: SizeScores(size: size), run)) }
        scores.append(line)
      }
      panels.append(panel(group, scores, "correlation with identity", \.correlationWithIdentity))
      panels.append(panel(group, scores, "correlation with constant", \.correlationWithConstant))
    }
    let range = CorrelationScale.axis(of: panels.flatMap(\.series))
    for index in panels.indices { panels[index].yAxis.range = range }
    return LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle, panels: panels, panelsPerRow: 2,
      legendTitle: "probe family",
      footnote:
        "Means over \(SizeScores.imagesPerFamily) images of a family (one training image) and the seeds. "
        + "Source: \(context.heading.source).")
  }

  /// Both correlations of every family at a size.
  private func scores(
    _ group: ReconstructionGroup, _ size: Int
  ) throws(LabError) -> [ImageGrid.ColumnGroup] {
    var runs: [[ProbeScore]] = []
    for run in group.runs { runs.append(try context.value(of: SizeScores(size: size), run)) }
    return SizeScores.families.enumerated().map { column, family in
      let scores = runs.compactMap { $0.first { $0.probe == family } }
      func mean(_ value: (ProbeScore) -> Double?) -> String {
        scores.map(value).definedMean.map { NumberText.fixed($0, decimals: 2) } ?? "–"
      }
      return ImageGrid.ColumnGroup(
        label: "identity \(mean(\.correlationWithIdentity)) · constant \(mean(\.correlationWithConstant))",
        columns: column..<column + 1)
    }
  }

  private func row(
    _ batch: ImageBatch, _ size: Int, _ normalization: Normalization, section: String?
  ) -> ImageGrid.Row {
    ImageGrid.Row(
      label: "\(size)×\(size)",
      tiles: (0..<batch.count).map { normalization.restore(batch[$0], shape: batch.shape) }, section: section)
  }

  /// The battery's first image of each column's family at a size.
  private func inputs(
    of configuration: ReconstructionConfiguration, _ size: Int
  ) throws(LabError) -> ImageBatch {
    let battery = try context.lab.makeData(stored: configuration, size: (size, size)).battery
    return ImageBatch(
      shape: battery.shape, values: SizeScores.families.flatMap { Array(battery[$0].inputs[0]) })
  }

  private func panel(
    _ group: ReconstructionGroup, _ scores: [[[ProbeScore]]], _ axis: String,
    _ value: KeyPath<ProbeScore, Double?>
  ) -> LinePlot.Panel {
    let series = Self.curves.map { family in
      LinePlot.Series(
        label: family.title,
        points: zip(sizes, scores).map { size, runs in
          let values = runs.compactMap { run in
            run.first { $0.probe == family }.flatMap { $0[keyPath: value] }
          }
          let mean = values.map(Optional.some).definedMean
          let span = values.min().flatMap { least in values.max().map { ValueRange(least, $0) } }
          return LinePlot.Sample(x: Double(size), y: mean, span: runs.count > 1 ? span : nil)
        })
    }
    return LinePlot.Panel(
      title: labels.label(group.configuration),
      xAxis: LinePlot.Axis(
        "size of the images asked about (pixels), log scale", isLogarithmic: true,
        ticks: sizes.map(Double.init)),
      yAxis: LinePlot.Axis(axis), series: series)
  }
}
