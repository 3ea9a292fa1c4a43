import LabBase
import LabDrawing
import LabRuns

/// What a picture of a figure is drawn from.
package struct FigureConfiguration<L: FigureLab>: PictureRecipe {
  /// The figure's name.
  package let figure: String
  /// Which of its pictures, with the options of the preset.
  package let picture: FigurePicture<L>
  /// The preset that was run.
  package let preset: FigurePresetName
  /// The recipe's heading.
  package let title: String
  /// The recipe's source.
  package let source: String
  /// The figure's runs in their order.
  package let runs: [L.Configuration]

  /// What is drawn, in words.
  package var summary: String {
    "\(picture.kind.rawValue) of figure \(figure), preset \(preset.rawValue)"
  }

  /// Draws the picture from finished runs.
  ///
  /// - Throws: `LabError` where a run is not done or its data are not on this machine.
  package func draw(
    store: RunStore<L>, lab: L, threads: Int
  ) throws(LabError) -> any RenderableFigure {
    try FigureMaker(self, store: store).figure(picture, lab, threads)
  }
}
