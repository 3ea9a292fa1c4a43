import LabBase
import LabDrawing

/// How large every layer's activations are for the training image: which layers are dark, in numbers.
struct LayerScaleFigure {
  private let context: ReconstructionContext

  init(_ context: ReconstructionContext) {
    self.context = context
  }

  /// The root mean square over the layers.
  ///
  /// - Throws: `LabError` where a run's weights or data are not there.
  func plot() throws(LabError) -> LinePlot {
    let axis = LinePlot.Axis("root mean square activation", isLogarithmic: true)
    return LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle,
      panels: try LayerCurves(context: context).panels(axis) { run, isUntrained throws(LabError) in
        try context.value(of: LayerScales(isUntrained: isUntrained), run).sizes
      }, panelsPerRow: 2,
      footnote:
        "Of the standardised training image and what each layer makes of it, after the activation function; "
        + "geometric means over seeds. Source: \(context.heading.source).")
  }
}
