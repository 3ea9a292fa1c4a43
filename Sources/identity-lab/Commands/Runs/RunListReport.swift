import LabRuns

/// What `runs list --json` prints.
struct RunListReport: Encodable {
  /// A run: its laboratory, its settings, and what is known of it.
  struct Run: Encodable {
    let lab: String
    let settings: [String: QuantityValue]
    let values: [String: QuantityValue?]

    /// States a run by its settings and what is known of it.
    init<L: ProgramLab>(_ run: RunRow<L>, settings: [RunQuantity<L>], results: [RunQuantity<L>]) {
      lab = L.name
      self.settings = Dictionary(
        uniqueKeysWithValues: settings.compactMap { quantity in
          quantity.value(of: run).map { (quantity.name, $0) }
        })
      values = Dictionary(uniqueKeysWithValues: results.map { ($0.name, $0.value(of: run)) })
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Name.self)
      for (name, value) in values { try container.encode(value, forKey: Name(stringValue: name)) }
      try container.encode(lab, forKey: Name(stringValue: "lab"))
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
  let damaged: [RunDamage]

  /// States the runs of some lists in their order.
  init(_ views: [any RunTableView]) {
    runs = views.flatMap(\.reports)
    damaged = views.flatMap(\.damaged)
  }
}
