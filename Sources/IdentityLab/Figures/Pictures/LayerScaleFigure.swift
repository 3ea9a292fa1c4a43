import Foundation
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

  /// The root mean square of every layer's activations for the training image, the input's first.
  func sizes(_ run: FigureRun, isUntrained: Bool) throws(LabError) -> [Double?] {
    let study = try LayerStudy(
      run.directory, inputs: [], isUntrained: isUntrained, afterActivation: true, factory: context.factory,
      locator: context.factory.locator)
    return study.traces[0].activations.map { activation in
      let squares = activation.values.reduce(0.0) { $0 + Double($1) * Double($1) }
      return (squares / Double(activation.values.count)).squareRoot()
    }
  }

  /// The size of the middle third of a net's hidden layers beside that of the last third, geometric means: below 1 where
  /// the middle is darker; nil of fewer than three hidden layers, or of layers without any activation.
  func middleSize(_ run: FigureRun) throws(LabError) -> Double? {
    let hidden = try sizes(run, isUntrained: false).dropFirst().dropLast().compactMap { $0 }
    let third = hidden.count / 3
    guard third > 0, hidden.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    func mean(_ part: ArraySlice<Double>) -> Double { part.reduce(0) { $0 + log($1) } / Double(part.count) }
    return exp(mean(hidden[third..<hidden.count - third]) - mean(hidden.suffix(third)))
  }
}
