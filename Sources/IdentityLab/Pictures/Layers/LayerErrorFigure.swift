import LabBase
import LabDrawing

/// What every layer still tells of a digit's class: the error rate of the similarity-weighted classifier.
struct LayerErrorFigure {
  private let context: ReconstructionContext

  init(_ context: ReconstructionContext) {
    self.context = context
  }

  /// Error rates over the layers; what was classified once is kept beside its run.
  ///
  /// - Throws: `LabError` where a run's weights or the digits are not there.
  func plot() throws(LabError) -> LinePlot {
    var asked: LayerErrors.Value?
    let panels = try LayerCurves(context: context).panels(
      LinePlot.Axis("error rate", range: .unit),
      thresholds: [LinePlot.Threshold(value: 0.9, label: "guessing")]
    ) { run, isUntrained throws(LabError) -> [Double?] in
      let study = LayerErrors(
        isUntrained: isUntrained, trainImages: context.options.trainImages,
        testImages: context.options.testImages)
      let errors = try context.value(of: study, run)
      asked = errors
      return errors.layers.map(\.rate)
    }
    let digits = asked.map {
      "\($0.testImages) \($0.digits == .mnist ? "MNIST" : "drawn") digits by their likeness to \($0.trainImages)"
    }
    return LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle, panels: panels, panelsPerRow: 2,
      footnote:
        "Similarity-weighted classification of \(digits ?? "no digits"), hidden layers after their activation "
        + "function; means over seeds. Source: \(context.heading.source).")
  }
}
