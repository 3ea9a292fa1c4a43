import IdentityLab
import LabRuns

/// What `runs list --json` prints.
struct RunListReport: Encodable {
  /// A run: its settings, and what is known of it.
  struct Run: Encodable {
    let settings: [String: QuantityValue]
    let values: [String: QuantityValue?]

    /// States a run by its settings and what is known of it.
    init(
      _ run: StoredRun<ReconstructionLab>, settings: [RunQuantity<ReconstructionLab>],
      results: [RunQuantity<ReconstructionLab>]
    ) {
      self.settings = Dictionary(
        uniqueKeysWithValues: settings.compactMap { quantity in
          quantity.value(of: run).map { (quantity.name, $0) }
        })
      values = Dictionary(uniqueKeysWithValues: results.map { ($0.name, $0.value(of: run)) })
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Name.self)
      for (name, value) in values { try container.encode(value, forKey: Name(stringValue: name)) }
      try container.encode(settings, forKey: Name(stringValue: "settings"))
    }

    /// The name of a quantity.
    private struct Name: CodingKey {
      let stringValue: String
      let intValue: Int? = nil

      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
  }

  let runs: [Run]
  let damaged: [RunListView.Damage]

  /// States the runs of a list in its order.
  init(_ view: RunListView) {
    let all = RunQuantity<ReconstructionLab>.all
    let settings = all.filter { $0.key != nil }
    // The scores of single probe families are for `runs show`.
    let results = all.filter { $0.key == nil && !$0.name.contains("@") }
    runs = view.runs.map { Run($0, settings: settings, results: results) }
    damaged = view.damaged
  }
}
