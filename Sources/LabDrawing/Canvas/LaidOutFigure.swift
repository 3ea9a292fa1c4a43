import LabBase

/// The step every figure supplies; the rest of rendering is common.
protocol LaidOutFigure: RenderableFigure {
  /// Measures all text, then places every mark; the page's size follows from what was placed.
  func layout(_ meter: TextMeter) -> Page
}

extension LaidOutFigure {
  /// Lays the figure out and draws it in one format.
  package func render(format: FigureFormat) throws(LabError) -> FigureOutput {
    let page = layout(try TextMeter())
    return try FigureOutput(page: page, format: format)
  }
}
