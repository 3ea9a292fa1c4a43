import LabRuns

/// Runs side by side: what `runs compare` shows, and prints with `--json`.
struct RunComparison<L: ProgramLab>: Encodable {
  private let runs: [StoredRun<L>]
  private let differing: [RunQuantity<L>]
  /// What is known of a run beside its settings, without what none of them has.
  private let results: [RunQuantity<L>]

  /// Compares runs.
  init(_ runs: [StoredRun<L>]) {
    self.runs = runs
    differing = RunQuantity.differing(among: runs.map(\.configuration))
    results = RunQuantity.all.filter { quantity in
      quantity.key == nil && quantity.name != "runKey" && runs.contains { quantity.value(of: $0) != nil }
    }
  }

  /// The settings that all of them have.
  var common: [String] {
    ValueText.settings(of: runs[0].configuration, without: differing)
  }

  /// A row a setting that differs, then a row a result; a column a run.
  var table: TextTable {
    TextTable(
      [TextTable.Column(title: "runKey", isLeft: true, rank: 0)]
        + runs.map { TextTable.Column(title: String($0.runKey.prefix(8))) },
      rows: (differing + results).map { quantity in
        [quantity.name] + runs.map { ValueText.shown(quantity.value(of: $0), of: quantity) }
      })
  }

  /// The rows for a program, with numbers and keys in full.
  var plain: [[String]] {
    [["runKey"] + runs.map(\.runKey)]
      + (differing + results).map { quantity in
        [quantity.name] + runs.map { quantity.value(of: $0)?.text ?? "" }
      }
  }

  private enum CodingKeys: String, CodingKey {
    case runs, settings, results
  }

  /// Writes the keys, and a list of values, one a run, for every setting that differs and every result.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(runs.map(\.runKey), forKey: .runs)
    try container.encode(values(of: differing), forKey: .settings)
    try container.encode(values(of: results), forKey: .results)
  }

  private func values(of quantities: [RunQuantity<L>]) -> [String: [QuantityValue?]] {
    Dictionary(
      uniqueKeysWithValues: quantities.map { quantity in (quantity.name, runs.map { quantity.value(of: $0) })
      })
  }
}
