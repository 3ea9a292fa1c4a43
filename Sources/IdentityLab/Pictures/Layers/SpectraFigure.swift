import LabBase
import LabDrawing
import LabFigures

/// How training changed the weights of every layer: how far it moved them, in how many directions they are large, and how
/// large in the first.
struct SpectraFigure {
  private let context: ReconstructionContext

  init(_ context: ReconstructionContext) {
    self.context = context
  }

  /// A line of panels over the layers: ‖W − W₀‖/‖W₀‖, the stable rank and the first singular value.
  ///
  /// - Throws: `LabError` where a run's weights are not there.
  func plot() throws(LabError) -> LinePlot {
    var panels: [LinePlot.Panel] = []
    for (title, value) in Self.numbers {
      panels += try LayerCurves(context: context).panels(LinePlot.Axis(title, isLogarithmic: true)) {
        run, isUntrained throws(LabError) in
        // The weights of a run that diverged may be no numbers.
        if !isUntrained, run.record.stopReason == .diverged { return [] }
        let layers = try context.value(of: WeightSpectra(isUntrained: isUntrained), run).layers
        return LayerName.all(of: run.configuration.network).map { name in
          layers.first { $0.layer == name.module }.flatMap(value)
        }
      }
    }
    for panel in panels.indices {
      // Before training no weight has moved; the input and sums have no weights.
      panels[panel].series.removeAll { $0.points.allSatisfy { $0.y == nil } }
      for curve in panels[panel].series.indices {
        panels[panel].series[curve].points.removeAll { $0.y == nil }
      }
      panels[panel].xAxis.label = "weight layer"
    }
    let parts = panels.count / Self.numbers.count
    // A line holds the panels of one value of the setting `by`.
    let lines = (0..<parts).flatMap { part in Self.numbers.indices.map { panels[$0 * parts + part] } }
    return LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle, panels: lines,
      panelsPerRow: Self.numbers.count,
      footnote:
        "W: a layer's weights as a matrix of outputs × inputs · k²; W₀: before training; stable rank: ‖W‖²/σ₁², "
        + "σ₁ its largest singular value. Geometric means over seeds. Source: \(context.heading.source).")
  }

  private static var numbers: [(title: String, value: (WeightSpectra.Layer) -> Double?)] {
    [
      ("way of the weights, ‖W − W₀‖/‖W₀‖", { $0.distanceFromStart.flatMap { $0 > 0 ? $0 : nil } }),
      ("stable rank", { $0.stableRank }),
      ("largest singular value", { $0.singularValues.first }),
    ]
  }
}
