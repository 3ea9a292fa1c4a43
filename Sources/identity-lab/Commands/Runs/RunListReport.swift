import IdentityLab
import LabRuns

/// What `runs list --json` prints.
struct RunListReport: Encodable {
  /// A run: its settings, and what is known of it.
  struct Run: Encodable {
    let settings: [String: QuantityValue]
    let values: [String: QuantityValue?]

    /// States a run.
    init(_ run: RunSnapshot<ReconstructionLab>) {
      let quantities = RunQuantity<ReconstructionLab>.all
      func values(_ isIncluded: (RunQuantity<ReconstructionLab>) -> Bool) -> [(String, QuantityValue?)] {
        quantities.filter(isIncluded).map { ($0.name, $0.value(of: run)) }
      }
      settings = Dictionary(values { $0.key != nil }.compactMap { name, value in value.map { (name, $0) } }) {
        $1
      }
      self.values = Dictionary(values { $0.key == nil && !$0.name.contains("@") }) { $1 }
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
    runs = view.runs.map { Run($0) }
    damaged = view.damaged
  }
}
