/// The levels of claims as tables: claims about the same levels share one, a column a measure.
struct LevelTable: Equatable {
  /// Titles of the columns.
  let header: [String]
  /// A row a level.
  let rows: [[String]]

  /// The tables of a figure's claims, in the order of the claims; what another claim's column holds too is not shown
  /// again.
  static func tables(of claims: [ClaimResult]) -> [LevelTable] {
    var groups: [[ClaimResult]] = []
    for (index, claim) in claims.enumerated() where !claim.levels.isEmpty {
      let isRepeated = claims.enumerated().contains { place, other in
        place != index && holds(other, claim) && (place < index || !holds(claim, other))
      }
      if isRepeated { continue }
      // The same labels can stand for other runs where one claim chooses among them: their numbers tell.
      if let place = groups.firstIndex(where: { key($0[0]) == key(claim) }) {
        groups[place].append(claim)
      } else {
        groups.append([claim])
      }
    }
    return groups.map(LevelTable.init)
  }

  private init(_ claims: [ClaimResult]) {
    header = [claims[0].axis, "runs"] + claims.map(\.measure)
    rows = claims[0].levels.indices.map { index in
      let first = claims[0].levels[index]
      return [Self.value(first.label, axis: claims[0].axis), Self.runs(first)]
        + claims.map { $0.levels[index].summary.fullText }
    }
  }

  /// Whether a claim's levels are all among those of another, with the same numbers.
  private static func holds(_ whole: ClaimResult, _ part: ClaimResult) -> Bool {
    whole.axis == part.axis && whole.measure == part.measure
      && part.levels.allSatisfy { whole.levels.contains($0) }
  }

  /// What claims must have in common to share a table.
  private static func key(_ claim: ClaimResult) -> [String] {
    [claim.axis] + claim.levels.flatMap { [$0.label, runs($0)] }
  }

  /// A level's label without the axis's name, which stands above it.
  private static func value(_ label: String, axis: String) -> String {
    label.hasPrefix(axis + " ") ? String(label.dropFirst(axis.count + 1)) : label
  }

  private static func runs(_ level: ClaimResult.Level) -> String { "\(level.runs)" }
}
