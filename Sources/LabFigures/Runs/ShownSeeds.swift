import LabBase
import LabRuns

/// Which seeds' nets a picture of tiles shows: of each group one, the first that counts.
package struct ShownSeeds<L: Lab> {
  /// The seed of most nets that are shown, of equally many the least; nil where none is.
  private let usual: String?
  private let isOnly: Bool

  /// Looks at the groups of a picture.
  package init(_ groups: [SeedGroup<L>]) {
    let seeds = groups.compactMap { $0.runs.first }.map { $0.configuration.text(of: .seed) }
    usual = seeds.distinct.sorted { (UInt64($0) ?? 0) < (UInt64($1) ?? 0) }
      .max { one, other in seeds.count { $0 == one } < seeds.count { $0 == other } }
    isOnly = seeds.distinct.count <= 1
  }

  /// What is to be said of all tiles, such as `tiles show seed 0`; empty where none is shown.
  package var statement: String {
    usual.map { "tiles show seed\u{A0}\($0)\(isOnly ? "" : ", or the one that a row names")" } ?? ""
  }

  /// A group's label with the seed, where its tiles are of another than most.
  package func label(_ label: String, of group: SeedGroup<L>) -> String {
    let shown = group.runs.first?.configuration.text(of: .seed)
    let remark = shown == usual ? nil : shown.map { "seed\u{A0}\($0)" }
    return [label, remark ?? ""].filter { !$0.isEmpty }.joined(separator: "\u{A0}· ")
  }
}

extension FigureHeading {
  /// The subtitle with what is to be said of a picture of tiles.
  package func subtitle<L>(_ seeds: ShownSeeds<L>) -> String {
    [subtitle, seeds.statement].filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
