import LabBase
import LabExplorer
import LabFigures
import LabImages
import LabRuns
import Nets

/// A run's weights on its page.
enum FilterPanel {
  /// Images of a layer's weights that are shown.
  private static let shown = 8
  /// Singular values of a layer that are shown, at most.
  private static let singularValues = 256

  /// The weights as pictures, their singular values, and how far each layer moved.
  ///
  /// - Throws: `LabError` where weights are missing or not finite.
  static func panel(of run: ReconstructionRun, lab: ReconstructionLab) throws(LabError) -> RunPanel<Image> {
    typealias Panel = RunPanel<Image>
    let configuration = run.configuration
    let parameters = try run.directory.finiteWeights(configuration, isUntrained: false)
    let spectra = try run.directory.value(of: WeightSpectra(isUntrained: false), lab: lab)
    let names = LayerName.all(of: configuration.network).filter(\.hasWeights)
    var panel = Panel(
      id: "filters", title: "Weights",
      about:
        "The \(shown) images of largest norm of each layer's weights, drawn around 0; the singular values of each "
        + "layer's matrix; and how far training moved it.",
      command: "identity-lab filters \(run.directory.runKey)")
    for (name, entry) in zip(names, parameters.layout.entries) {
      let patterns = FilterPatterns(
        parameters.array(of: entry), entry, imageShape: configuration.imageShape,
        isFirst: panel.rows.isEmpty)
      let images = try patterns?.images(.top(shown)) ?? []
      panel.rows.append(
        Panel.Row(
          title: name.heading,
          note: patterns.map { "\(images.count) of \($0.count) \($0.noun)" } ?? "too large to be drawn",
          images: images.map { Panel.Tile($0.image, label: $0.label, signed: true) }))
    }
    panel.plots = [
      Panel.Plot(
        title: "Singular values after training", x: "index", y: "singular value", logX: true, logY: true,
        series: zip(names, spectra.layers).map { name, layer in
          let values = layer.singularValues.prefix(singularValues).filter { $0 > 0 }
          return Panel.Series(
            title: name.title, x: (1...max(values.count, 1)).prefix(values.count).map(Double.init), y: values)
        })
    ]
    panel.table = Panel.Table(
      columns: ["layer", "kind", "matrix", "norm", "largest σ", "stable rank", "‖W − W₀‖ / ‖W₀‖"],
      rows: zip(names, spectra.layers).map { name, layer in
        [
          name.title, name.kind ?? "", "\(layer.outputs)×\(layer.inputs)", NumberText.short(layer.norm),
          layer.singularValues.first.map { NumberText.short($0) } ?? "–",
          layer.stableRank.map { NumberText.short($0) } ?? "–",
          layer.distanceFromStart.map { NumberText.short($0) } ?? "–",
        ]
      })
    return panel
  }
}
