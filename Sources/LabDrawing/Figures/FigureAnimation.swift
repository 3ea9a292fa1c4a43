import LabBase
import LabImages

/// Figures that are shown one after another, as one animated PNG.
///
/// What stands at the same place in all of them does not move: smaller ones are filled up with paper at the right and
/// below.
package struct FigureAnimation: Sendable {
  /// How long a figure is shown, in milliseconds, the last one aside.
  static let milliseconds: UInt16 = 500
  /// How long the last one is.
  static let lastMilliseconds: UInt16 = 2500

  /// The figures in their order, at least one.
  private let figures: [any RenderableFigure]

  /// Makes an animation of figures.
  package init(_ figures: [any RenderableFigure]) {
    precondition(!figures.isEmpty, "an animation of no figures")
    self.figures = figures
  }

  /// Writes the animation and its sidecar, with the facts behind it as ``FigureFile`` does for a picture.
  ///
  /// - Throws: what drawing and `FigureFile.write(_:metadata:to:)` throw.
  package func write(metadata: FigureMetadata, to path: String) throws(LabError) {
    let bytes = try PNGFile.encode(animation(), texts: metadata.texts)
    try FigureFile.write(bytes, metadata: metadata, to: path)
  }

  /// The figures drawn, all of one size.
  func animation() throws(LabError) -> PNGAnimation {
    var rasters: [Raster] = []
    for figure in figures {
      if let raster = try figure.render(format: .png).raster { rasters.append(raster) }
    }
    let width = rasters.map(\.width).max() ?? 1
    let height = rasters.map(\.height).max() ?? 1
    return PNGAnimation(
      frames: rasters.enumerated().map { index, raster in
        PNGAnimation.Frame(
          raster: raster.extended(width: width, height: height),
          milliseconds: index == rasters.count - 1 ? Self.lastMilliseconds : Self.milliseconds)
      })
  }
}

extension Raster {
  /// The picture on a larger sheet of paper, at its top left corner.
  fileprivate func extended(width newWidth: Int, height newHeight: Int) -> Raster {
    let paper: [UInt8] = [FigureStyle.paper.red, FigureStyle.paper.green, FigureStyle.paper.blue]
    var result: [UInt8] = []
    result.reserveCapacity(3 * newWidth * newHeight)
    for row in 0..<newHeight {
      let own = row < height ? bytes[3 * width * row..<3 * width * (row + 1)] : []
      result += own
      for _ in own.count / 3..<newWidth { result += paper }
    }
    return Raster(width: newWidth, height: newHeight, bytes: result)
  }
}
