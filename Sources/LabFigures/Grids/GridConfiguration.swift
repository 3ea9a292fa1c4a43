import Foundation
import LabBase
import LabDrawing
import LabRuns

/// What a grid of a sweep is drawn from; in JSON the cell's own keys stand beside these.
package struct GridConfiguration<L: FigureLab>: PictureRecipe {
  /// The sweep's name.
  package let sweep: String
  /// What stands in the cells.
  package let cell: L.Cell
  /// The axis of the rows.
  package let rows: SettingKey
  /// The axis of the columns; nil for one column, or where the cell decides what columns are.
  package let columns: SettingKey?
  /// The runs that were done, in the sweep's order.
  package let runs: [L.Configuration]
  /// All runs of the sweep, nil where all were done.
  ///
  /// The cells of those that were not are hatched.
  package let planned: [L.Configuration]?

  private enum CodingKeys: String, CodingKey {
    case sweep, rows, columns, runs, planned
  }

  init(
    sweep: String, cell: L.Cell, rows: SettingKey, columns: SettingKey?, runs: [L.Configuration],
    planned: [L.Configuration]?
  ) {
    self.sweep = sweep
    self.cell = cell
    self.rows = rows
    self.columns = columns
    self.runs = runs
    self.planned = planned
  }

  /// Reads a recipe.
  ///
  /// - Throws: `DecodingError` for what is none, `LabError` for one that no grid can be drawn after.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    sweep = try container.decode(String.self, forKey: .sweep)
    cell = try L.Cell(from: decoder)
    rows = try container.decode(SettingKey.self, forKey: .rows)
    columns = try container.decodeIfPresent(SettingKey.self, forKey: .columns)
    runs = try container.decode([L.Configuration].self, forKey: .runs)
    planned = try container.decodeIfPresent([L.Configuration].self, forKey: .planned)
    let place = "a grid's recipe"
    try L.Configuration.settings.require([rows] + (columns.map { [$0] } ?? []), in: place)
    guard rows != columns else {
      throw LabError.badData(path: place, expected: "two axes", found: "\(rows.rawValue) twice")
    }
    guard !runs.isEmpty else {
      throw LabError.badData(path: place, expected: "at least one run", found: "none")
    }
    // The cells are those of the planned runs: one of no cell would be drawn nowhere.
    let cells = planned.map { Set($0.map(\.runKey)) }
    if let cells, let stray = runs.first(where: { !cells.contains($0.runKey) }) {
      throw LabError.badData(path: place, expected: "runs among the planned ones", found: stray.runKey)
    }
  }

  /// Writes the recipe.
  package func encode(to encoder: any Encoder) throws {
    try cell.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sweep, forKey: .sweep)
    try container.encode(rows, forKey: .rows)
    try container.encodeIfPresent(columns, forKey: .columns)
    try container.encode(runs, forKey: .runs)
    try container.encodeIfPresent(planned, forKey: .planned)
  }

  /// Whether a picture is of the same grid of the same sweep, whatever of it was done then: a sweep that goes on is
  /// drawn again and again.
  func isSameGrid(_ metadata: FigureMetadata) -> Bool {
    let text = Data(metadata.configuration.utf8)
    guard let other = try? JSONDecoder().decode(Self.self, from: text) else { return false }
    return other.whole == whole
  }

  /// The same with all of the sweep's runs done.
  private var whole: Self {
    GridConfiguration(
      sweep: sweep, cell: cell, rows: rows, columns: columns, runs: planned ?? runs, planned: nil)
  }

  /// What is drawn, in words.
  package var summary: String { "\(cell.title) grid of sweep \(sweep)" }

  /// Draws the picture from finished runs.
  ///
  /// - Throws: `LabError` where a run is not done or its data are not on this machine.
  package func draw(
    store: RunStore<L>, lab: L, threads: Int
  ) throws(LabError) -> any RenderableFigure {
    try SweepGrid(self, store: store).figure(cell, lab: lab)
  }
}
