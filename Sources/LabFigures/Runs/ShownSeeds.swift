import LabBase
import LabRuns

/// Which seeds' nets a picture of tiles shows: of several that differ in nothing else one, the first that counts.
package struct ShownSeeds<L: Lab> {
  /// The seed of most nets that are shown, of equally many the least; nil where none is.
  private let usual: String?
  private let isOnly: Bool

  /// Looks at the runs whose answers a picture shows.
  package init(_ runs: [FinishedRun<L>]) {
    let seeds = runs.map { $0.configuration.text(of: .seed) }
    usual = seeds.distinct.sorted { (UInt64($0) ?? 0) < (UInt64($1) ?? 0) }
      .max { one, other in seeds.count { $0 == one } < seeds.count { $0 == other } }
    isOnly = seeds.distinct.count <= 1
  }

  /// Looks at the groups of which a picture shows the first run that counts.
  package init(_ groups: [SeedGroup<L>]) {
    self.init(groups.compactMap(\.runs.first))
  }

  /// What is to be said of all tiles, such as `tiles show seed 0`; empty where none is shown.
  package var statement: String {
    usual.map { "tiles show seed\u{A0}\($0)\(isOnly ? "" : ", or the one that is named beside them")" } ?? ""
  }

  /// What is to be said of a run whose seed is another than that of most: `seed 1`.
  package func remark(on run: FinishedRun<L>) -> String? {
    let seed = run.configuration.text(of: .seed)
    return seed == usual ? nil : "seed\u{A0}\(seed)"
  }

  /// A group's label with the seed, where its tiles are of another than most.
  package func label(_ label: String, of group: SeedGroup<L>) -> String {
    [label, group.runs.first.flatMap(remark) ?? ""].filter { !$0.isEmpty }.joined(separator: "\u{A0}· ")
  }
}

extension FigureHeading {
  /// The subtitle with what is to be said of a picture of tiles.
  package func subtitle<L>(_ seeds: ShownSeeds<L>) -> String {
    [subtitle, seeds.statement].filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
