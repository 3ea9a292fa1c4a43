import Foundation
import LabBase
import LabDrawing
import LabFigures
import LabImages
import LabRuns
import Nets

/// The weights of a net as pictures: images of them, and the singular values of every layer.
package struct NetFilters {
  private let configuration: ReconstructionConfiguration
  private let directory: RunDirectory<ReconstructionLab>
  private let parameters: ParameterBuffer<Float>
  private let isUntrained: Bool
  private let names: [LayerName]
  /// What was measured of every layer.
  package let spectra: WeightSpectra.Value

  /// Reads and measures a run's weights.
  ///
  /// - Parameters:
  ///   - isUntrained: whether to take the weights that the run began with instead of those it ended with.
  ///   - onProgress: called with the fraction of the layers that are measured.
  /// - Throws: `LabError` where weights are missing or not finite.
  package init(
    _ directory: RunDirectory<ReconstructionLab>, isUntrained: Bool, lab: ReconstructionLab,
    onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) {
    try self.init(
      configuration: directory.configuration(), directory, isUntrained: isUntrained, lab: lab,
      onProgress: onProgress)
  }

  /// The weights of a configuration, whose folder need not exist for an untrained net.
  init(
    configuration: ReconstructionConfiguration, _ directory: RunDirectory<ReconstructionLab>,
    isUntrained: Bool, lab: ReconstructionLab, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) {
    self.configuration = configuration
    self.directory = directory
    self.isUntrained = isUntrained
    parameters = try directory.finiteWeights(configuration, isUntrained: isUntrained)
    names = LayerName.all(of: configuration.network).filter(\.hasWeights)
    spectra =
      directory.has("config.json")
      ? try directory.value(
        of: WeightSpectra(isUntrained: isUntrained), lab: lab, onProgress: onProgress)
      : try WeightSpectra.value(
        of: parameters, start: directory.weights(configuration, isUntrained: true), configuration, onProgress)
  }

  /// The weights as images: a row a layer.
  ///
  /// - Throws: `LabError.badConfiguration` for a selection that is not one of weights.
  package func sheet(
    _ selection: ChannelSelection, scale: ActivationSheet.Scale
  ) throws(LabError) -> ActivationSheet {
    var rows: [ActivationSheet.Layer] = []
    for ((name, entry), measured) in zip(zip(names, parameters.layout.entries), spectra.layers) {
      let patterns = FilterPatterns(
        parameters.array(of: entry), entry, imageShape: configuration.imageShape,
        isFirst: rows.isEmpty)
      let images = try patterns?.images(selection) ?? []
      rows.append(
        ActivationSheet.Layer(
          name: name.heading, shape: entry.dimensions.map(String.init).joined(separator: "×"),
          channelCount: patterns?.count ?? 0,
          tiles: images.map { ActivationSheet.Tile(image: $0.image, label: $0.label) },
          caption: caption(measured), contents: contents(patterns, selection, images.count)))
    }
    return ActivationSheet(
      title: "Weights of a net \(isUntrained ? "before training" : "trained on \(configuration.subject)")",
      subtitle: subtitle, layers: rows, scale: scale, tileSize: .fit(FigureStyle.tileSide),
      quantity: "Weights",
      footnote:
        "Shapes are outputs × inputs. Under a kernel its input → output channel, under others their number; at the right "
        + "the weights held. σ₁ is the largest singular value of the layer's matrix, stable rank ‖W‖² / σ₁², distance "
        + "‖W − W₀‖ / ‖W₀‖ from the weights W₀ before training.")
  }

  /// Singular values after and before training, how far each layer moved, and its stable rank.
  ///
  /// - Throws: `LabError` where the weights before training cannot be measured.
  package func plot(
    lab: ReconstructionLab, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> LinePlot {
    let before = try directory.value(
      of: WeightSpectra(isUntrained: true), lab: lab, onProgress: onProgress)
    let largest = (spectra.layers + before.layers).compactMap(\.singularValues.first).max() ?? 1
    let least = (spectra.layers + before.layers).flatMap(\.singularValues).filter { $0 > 0 }.min() ?? 1
    // Below lies what rounding to Float leaves of a direction that is not there.
    let range = largest > 0 ? ValueRange(max(least, largest * 1e-6) / 1.3, largest * 1.3) : nil
    let layers = LinePlot.Axis("layer", ticks: names.count <= 20 ? names.map(\.position) : nil)
    return LinePlot(
      title: "Singular values of the weights of a net trained on \(configuration.subject)",
      subtitle: subtitle,
      panels: [
        spectrumPanel("after training", spectra, range),
        spectrumPanel("before training", before, range),
        LinePlot.Panel(
          title: "distance from the start", xAxis: layers, yAxis: LinePlot.Axis("‖W − W₀‖ / ‖W₀‖"),
          series: points(\.distanceFromStart)),
        LinePlot.Panel(
          title: "stable rank after training", xAxis: layers, yAxis: LinePlot.Axis("‖W‖² / σ₁²"),
          series: points(\.stableRank)),
      ], panelsPerRow: 2, palette: .ordered, legendTitle: "layer",
      footnote:
        "Of each layer's matrix of outputs × inputs, of a convolution outputs × input channels · k · k. W₀ are the "
        + "weights before training; σ₁ is the largest singular value.")
  }

  /// The picture of a recipe.
  func figure(
    _ recipe: FilterConfiguration, lab: ReconstructionLab
  ) throws(LabError) -> any RenderableFigure {
    guard recipe.filters == .tiles else { return try plot(lab: lab) }
    guard let select = recipe.select, let scale = recipe.scale else {
      throw .badData(
        path: "the recipe of a picture of weights", expected: "which images and which scale", found: "none")
    }
    return try sheet(ChannelSelection(parsing: select), scale: scale)
  }

  /// What a picture carries about its making.
  package func metadata(_ sheet: ActivationSheet, _ selection: ChannelSelection) -> FigureMetadata {
    recipe(.tiles, select: selection.description, scale: sheet.scale).metadata(tileDigest: sheet.tileDigest)
  }

  /// What the picture of singular values carries about its making.
  package func metadata(_ plot: LinePlot) -> FigureMetadata {
    recipe(.spectra, select: nil, scale: nil).metadata(tileDigest: plot.tileDigest)
  }

  private func recipe(
    _ part: FilterConfiguration.Part, select: String?, scale: ActivationSheet.Scale?
  ) -> ReconstructionRecipe {
    .filters(
      FilterConfiguration(
        filters: part, select: select, scale: scale, untrained: isUntrained,
        run: configuration.withoutFolders))
  }

  private var subtitle: String {
    let net = "\(configuration.netText), seed \(configuration.seed)"
    return [net, isUntrained ? nil : directory.record?.caveat].compactMap { $0 }.joined(separator: "; ")
  }

  private func contents(_ patterns: FilterPatterns?, _ selection: ChannelSelection, _ shown: Int) -> String {
    guard let patterns else { return "a matrix, no images" }
    if patterns.noun == "matrix" { return "the matrix" }
    if case .svd = selection { return "\(shown) principal \(patterns.noun)" }
    return "\(shown) of \(patterns.count) \(patterns.noun)"
  }

  private func caption(_ layer: WeightSpectra.Layer) -> String {
    func text(_ value: Double?) -> String { value.map { NumberText.short($0, digits: 3) } ?? "–" }
    return "σ₁ \(text(layer.singularValues.first)), stable rank \(text(layer.stableRank))"
      + (isUntrained ? "" : ", distance \(text(layer.distanceFromStart))")
  }

  private func spectrumPanel(
    _ title: String, _ value: WeightSpectra.Value, _ range: ValueRange?
  ) -> LinePlot.Panel {
    LinePlot.Panel(
      title: title,
      xAxis: LinePlot.Axis("i (1 is the largest)", isLogarithmic: true),
      yAxis: LinePlot.Axis("singular value σᵢ", isLogarithmic: true, range: range),
      series: zip(names, value.layers).map { name, layer in
        LinePlot.Series(
          label: name.heading,
          points: layer.singularValues.enumerated().map { LinePlot.Sample(x: Double($0 + 1), y: $1) })
      })
  }

  /// One point a layer, in its colour.
  private func points(_ number: (WeightSpectra.Layer) -> Double?) -> [LinePlot.Series] {
    zip(names, spectra.layers).map { name, layer in
      LinePlot.Series(
        label: name.heading, points: [LinePlot.Sample(x: name.position, y: number(layer))], isJoined: false)
    }
  }
}
