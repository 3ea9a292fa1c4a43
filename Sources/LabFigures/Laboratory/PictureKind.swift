import LabBase
import LabDrawing

/// The kinds of picture of a laboratory, by their words in recipes.
package protocol PictureKind: RawRepresentable<String>, CaseIterable, Codable, Equatable, Sendable {
  /// The laboratory.
  associatedtype L: FigureLab

  /// Draws a picture of this kind.
  ///
  /// - Throws: `LabError` where weights or data are missing, or the runs do not make such a picture.
  func draw(_ context: FigureContext<L>) throws(LabError) -> any RenderableFigure
}
