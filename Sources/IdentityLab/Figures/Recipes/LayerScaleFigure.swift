import Nets

/// How large every layer's activations are for the training image: which layers are dark, in numbers.
struct LayerScaleFigure {
  private let context: FigureContext

  init(_ context: FigureContext) {
    self.context = context
  }

  /// The root mean square over the layers.
  ///
  /// - Throws: `LabError` where a run's weights or data are not there.
  func plot() throws(LabError) -> LinePlot {
    let axis = LinePlot.Axis("root mean square activation", isLogarithmic: true)
    return LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle,
      panels: try LayerCurves(context: context).panels(axis, values: sizes), panelsPerRow: 2,
      palette: .ordered,
      footnote:
        "Of the standardised training image and what each layer makes of it, after the activation function; "
        + "geometric means over seeds. Source: \(context.heading.source).")
  }

  private func sizes(_ run: FigureRun, isUntrained: Bool) throws(LabError) -> [Double?] {
    let study = try LayerStudy(
      run.directory, inputs: [], isUntrained: isUntrained, afterActivation: true, factory: context.factory,
      locator: context.factory.locator)
    return study.traces[0].activations.map { activation in
      let squares = activation.values.reduce(0.0) { $0 + Double($1) * Double($1) }
      return (squares / Double(activation.values.count)).squareRoot()
    }
  }
}
