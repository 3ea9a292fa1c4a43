import LabBase
import LabDrawing
import LabRuns

/// What a picture carries about its making: enough to make it again, and nothing about folders, users or hosts.
package protocol PictureRecipe<L>: Codable, Equatable, Sendable {
  /// The laboratory.
  associatedtype L: FigureLab

  /// The runs that must be done before the picture can be drawn, their data named without folders.
  var runs: [L.Configuration] { get }

  /// All settings that the picture depends on, those of nets that are drawn untrained among them; by default ``runs``.
  var configurations: [L.Configuration] { get }

  /// What is drawn, in words.
  var summary: String { get }

  /// Draws the picture from finished runs.
  ///
  /// - Parameter threads: how many share the arithmetic of asking nets; the picture is the same for any number.
  /// - Throws: `LabError` where a run is not done or its data are not on this machine.
  func draw(store: RunStore<L>, lab: L, threads: Int) throws(LabError) -> any RenderableFigure
}

extension PictureRecipe {
  /// A picture depends on its runs.
  package var configurations: [L.Configuration] { runs }

  /// The facts that go with a picture drawn after this recipe.
  package func metadata(tileDigest: String) -> FigureMetadata {
    FigureMetadata(
      configuration: CanonicalJSON.compact(self), version: LabVersion.current, tileDigest: tileDigest,
      lab: L.name)
  }
}
