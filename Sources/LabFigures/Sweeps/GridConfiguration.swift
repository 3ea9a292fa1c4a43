import Foundation
import LabBase
import LabDrawing
import LabRuns

/// What a grid of a sweep is drawn from; in JSON the cell's own keys stand beside these.
package struct GridConfiguration<L: FigureLab>: PictureRecipe {
  /// The runs.
  package let sweep: SweepRecipe<L>
  /// What stands in the cells.
  package let cell: L.Cell
  /// What rows, columns and facets are.
  package let axes: GridAxes

  private enum CodingKeys: String, CodingKey {
    case axes
  }

  init(sweep: SweepRecipe<L>, cell: L.Cell, axes: GridAxes) {
    self.sweep = sweep
    self.cell = cell
    self.axes = axes
  }

  /// Reads a recipe.
  ///
  /// - Throws: `DecodingError` for what is none, `LabError` for one that no grid can be drawn after.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    sweep = try SweepRecipe(from: decoder)
    cell = try L.Cell(from: decoder)
    axes = try container.decode(GridAxes.self, forKey: .axes)
    try axes.validate(L.Configuration.settings)
  }

  /// Writes the recipe.
  package func encode(to encoder: any Encoder) throws {
    try sweep.encode(to: encoder)
    try cell.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(axes, forKey: .axes)
  }

  /// The runs that the picture is drawn from.
  package var runs: [L.Configuration] { sweep.runs }

  /// Whether a picture shows the same of the same sweep, which may have gone on since.
  func showsSame(as metadata: FigureMetadata) -> Bool {
    guard let other = try? JSONDecoder().decode(Self.self, from: Data(metadata.configuration.utf8)) else {
      return false
    }
    return sweep.continues(other.sweep) && cell == other.cell && axes == other.axes
  }

  /// What is drawn, in words.
  package var summary: String { "\(cell.title) grid of sweep \(sweep.sweep)" }

  /// Draws the picture from finished runs.
  ///
  /// - Throws: `LabError` where a run is not done or its data are not on this machine.
  package func draw(
    store: RunStore<L>, lab: L, threads: Int
  ) throws(LabError) -> any RenderableFigure {
    try SweepGrid(SweepSubject(sweep, store: store), axes: axes, threads: threads).figure(cell, lab: lab)
  }
}

extension GridAxes {
  /// Requires what a recipe that was read must have.
  ///
  /// - Throws: `LabError.badData` for a setting that the laboratory does not have, one that is named twice, or no row.
  fileprivate func validate<Configuration>(_ table: SettingTable<Configuration>) throws(LabError) {
    let place = "a grid's recipe"
    try table.require(all, in: place)
    guard Set(all).count == all.count, !rows.isEmpty else {
      throw .badData(
        path: place, expected: "rows, and each axis once",
        found: all.isEmpty ? "none" : all.map(\.rawValue).joined(separator: ", "))
    }
  }
}
