import LabBase
import LabImages

/// A finished figure: the bytes of its file, and for a PNG also its pixels.
///
/// The same figure gives the same bytes every time: no dates, no process-wide counters, no host facts.
package struct FigureOutput: Sendable {
  /// What `bytes` are.
  package let format: FigureFormat
  /// The whole file, without metadata; ``FigureFile`` adds them when it writes.
  package let bytes: [UInt8]
  /// The pixels of a PNG; nil for SVG and PDF.
  package let raster: Raster?
  /// The laid-out figure, kept because PDF keywords can only be set while the file is drawn.
  let page: Page

  /// Width of the figure in units of the layout, which are the pixels of a PNG.
  package var width: Int { page.width }
  /// Height of the figure in units of the layout, which are the pixels of a PNG.
  package var height: Int { page.height }
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
