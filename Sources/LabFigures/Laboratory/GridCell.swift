import LabBase
import LabDrawing

/// What stands in the cells of a sweep's grid; in JSON a part of the grid's recipe.
package protocol GridCell: Codable, Equatable, Sendable {
  /// The laboratory.
  associatedtype L: FigureLab

  /// What is drawn, in words.
  var title: String { get }

  /// Draws a grid of such cells.
  ///
  /// - Throws: `LabError` where weights or data are missing, or a combination does not make a picture.
  func draw(_ grid: SweepGrid<L>, lab: L) throws(LabError) -> any RenderableFigure
}
