import LabBase

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
