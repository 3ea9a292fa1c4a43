import LabBase
import LabRuns

/// The runs that a picture of a sweep carries; in JSON its keys stand beside those of what is drawn.
package struct SweepRecipe<L: FigureLab>: Codable, Equatable, Sendable {
  /// The sweep's name.
  package let sweep: String
  /// The words by which runs were chosen; nil where all were.
  package let filter: String?
  /// The runs that were done, in the sweep's order.
  package let runs: [L.Configuration]
  /// All runs that were chosen, nil where all of them were done.
  package let planned: [L.Configuration]?
  /// Outcomes of training that count beside fitted; nil where none does.
  package let admits: [TrainingOutcome]?

  private enum CodingKeys: String, CodingKey {
    case sweep, runs, planned, admits
    case filter = "where"
  }

  /// Gathers the facts.
  package init(
    sweep: String, filter: String?, runs: [L.Configuration], planned: [L.Configuration]?,
    admits: [TrainingOutcome]? = nil
  ) {
    self.admits = admits
    self.sweep = sweep
    self.filter = filter
    self.runs = runs
    self.planned = planned
  }

  /// Reads the facts.
  ///
  /// - Throws: `DecodingError` for what is none, `LabError` for runs that no picture can be drawn of.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    sweep = try container.decode(String.self, forKey: .sweep)
    filter = try container.decodeIfPresent(String.self, forKey: .filter)
    runs = try container.decode([L.Configuration].self, forKey: .runs)
    planned = try container.decodeIfPresent([L.Configuration].self, forKey: .planned)
    admits = try container.decodeIfPresent([TrainingOutcome].self, forKey: .admits)
    let place = "the recipe of a sweep's picture"
    guard !runs.isEmpty else {
      throw LabError.badData(path: place, expected: "at least one run", found: "none")
    }
    // The cells are those of the planned runs: one of no cell would be drawn nowhere.
    let cells = planned.map { Set($0.map(\.runKey)) }
    if let cells, let stray = runs.first(where: { !cells.contains($0.runKey) }) {
      throw LabError.badData(path: place, expected: "runs among the planned ones", found: stray.runKey)
    }
  }

  /// Whether these are the runs of another recipe as the sweep has gone on: chosen alike, and at least all that were
  /// planned then.
  func continues(_ other: SweepRecipe) -> Bool {
    guard sweep == other.sweep, filter == other.filter, admits == other.admits else { return false }
    let keys = Set((planned ?? runs).map(\.runKey))
    return (other.planned ?? other.runs).allSatisfy { keys.contains($0.runKey) }
  }
}
