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
  private let sizes: [Int]

  private static let columns: [ProbeFamily] = [
    .training, .digits, .fashion, .stripes, .circle, .uniformNoise,
  ]
  /// Tiles are enlarged up to this side: 28 pixels become 112, the largest of the usual sizes stay as they are.
  private static let tileSide = 112

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
    sizes = context.options.sizes ?? ReconstructionOptions.usualSizes
  }

  /// What the first seed of every net makes of one image of each of some families, the inputs first.
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
        rows.append(
          row(
            outputs, size, configuration.normalize, section: index == 0 ? labels.label(configuration) : nil))
      }
    }
    return ImageGrid(
      title: context.heading.title, subtitle: context.heading.subtitle,
      columnLabels: Self.columns.map(\.title), rows: rows, tileSize: .fit(Self.tileSide),
      footnote:
        "One image of each family, drawn or resized at each size; tiles are enlarged to about one side. "
        + "The first seed of each net. Source: \(context.heading.source).")
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
      shape: battery.shape, values: Self.columns.flatMap { Array(battery[$0].inputs[0]) })
  }

  private func panel(
    _ group: ReconstructionGroup, _ scores: [[[ProbeScore]]], _ axis: String,
    _ value: KeyPath<ProbeScore, Double?>
  ) -> LinePlot.Panel {
    let series = SizeScores.families.map { family in
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
