import LabBase
import LabImages

/// A figure that can lay itself out and be drawn in any format.
package protocol RenderableFigure: Sendable {
  /// Draws the figure.
  ///
  /// Throws `LabError.unavailable` if cairo refuses to work and `LabError.badConfiguration` if the figure is
  /// larger than a PNG of cairo can be (32,767 pixels a side).
  func render(format: FigureFormat) throws(LabError) -> FigureOutput

  /// SHA-256 of the raw data behind the figure, before text and scaling: what `reproduce` compares.
  var tileDigest: String { get }
}

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

extension FigureOutput {
  /// Draws a laid-out page.
  init(page: Page, format: FigureFormat) throws(LabError) {
    switch format {
    case .png:
      let raster = try Canvas.raster(of: page)
      self.init(format: format, bytes: try PNGFile.encode(raster), raster: raster, page: page)
    case .svg, .pdf:
      self.init(
        format: format, bytes: try Canvas.document(of: page, format: format, keywords: nil), raster: nil,
        page: page)
    }
  }
}
