import Foundation
import LabBase
import LabDrawing
import LabRuns

/// What a plot of a sweep is drawn from.
package struct PlotConfiguration<L: FigureLab>: PictureRecipe {
  /// The runs.
  package let sweep: SweepRecipe<L>
  /// What is shown.
  package let plot: PlotChoice

  private enum CodingKeys: String, CodingKey {
    case plot
  }

  init(sweep: SweepRecipe<L>, plot: PlotChoice) {
    self.sweep = sweep
    self.plot = plot
  }

  /// Reads a recipe.
  ///
  /// - Throws: `DecodingError` for what is none, `LabError` for one that no plot can be drawn after.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    sweep = try SweepRecipe(from: decoder)
    plot = try container.decode(PlotChoice.self, forKey: .plot)
    let place = "a plot's recipe"
    try L.Configuration.settings.require((plot.by ?? []) + (plot.facets ?? []), in: place)
    guard !plot.y.isEmpty else {
      throw LabError.badData(path: place, expected: "at least one quantity", found: "none")
    }
  }

  /// Writes the recipe.
  package func encode(to encoder: any Encoder) throws {
    try sweep.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(plot, forKey: .plot)
  }

  /// The runs that the picture is drawn from.
  package var runs: [L.Configuration] { sweep.runs }

  /// Whether a picture shows the same of the same sweep, which may have gone on since.
  func showsSame(as metadata: FigureMetadata) -> Bool {
    guard let other = try? JSONDecoder().decode(Self.self, from: Data(metadata.configuration.utf8)) else {
      return false
    }
    return sweep.continues(other.sweep) && plot == other.plot
  }

  /// What is drawn, in words.
  package var summary: String {
    "\(plot.y.joined(separator: ", ")) over \(plot.x) of sweep \(sweep.sweep)"
  }

  /// Draws the picture from finished runs.
  ///
  /// - Throws: `LabError` where a run is not done, or the recipe is not of this laboratory's quantities.
  package func draw(
    store: RunStore<L>, lab: L, threads: Int
  ) throws(LabError) -> any RenderableFigure {
    try SweepPlot(SweepSubject(sweep, store: store), decided: plot).figure()
  }
}
