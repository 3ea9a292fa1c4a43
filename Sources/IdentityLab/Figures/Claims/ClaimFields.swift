import Yams

/// A claim's YAML mapping while it is read: what was not asked for in the end does not belong to this claim.
struct ClaimFields {
  /// The keys of a claim.
  enum Key: String, CaseIterable {
    case says, expect, measure, probe, size, rho, zone, layer, over, by, `where`, than, margin, value
  }

  private let place: String
  private var nodes: [Key: Node] = [:]

  /// Takes the mapping apart.
  ///
  /// - Throws: `LabError.badConfiguration` for an unknown key, with the nearest spelling.
  init(node: Node, place: String) throws(LabError) {
    self.place = place
    guard let mapping = node.mapping else {
      throw .badData(
        path: place, expected: "a mapping of \(Self.list(Key.allCases))", found: "something else")
    }
    for (keyNode, value) in mapping {
      let word = keyNode.scalar?.string ?? ""
      guard let key = Key(rawValue: word) else {
        throw .badConfiguration(
          key: "\(place): \(word)", found: "an unknown key",
          expected: Spelling.choices(for: word, among: Key.allCases.map(\.rawValue)))
      }
      nodes[key] = value
    }
  }

  /// Whether a key is there and not yet taken.
  func has(_ key: Key) -> Bool { nodes[key] != nil }

  /// Takes a text.
  mutating func text(_ key: Key) throws(LabError) -> String {
    guard let text = nodes.removeValue(forKey: key)?.scalar?.string, !text.isEmpty else {
      throw .badData(path: place, expected: "a text for \(key.rawValue)", found: "none")
    }
    return text
  }

  /// Takes a word of a closed list.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: Key, _ type: Choice.Type
  ) throws(LabError) -> Choice {
    let word = try text(key)
    guard let choice = Choice(rawValue: word) else {
      throw .badConfiguration(
        key: "\(place): \(key.rawValue)", found: "\"\(word)\"",
        expected: Spelling.choices(for: word, among: Choice.allCases.map(\.rawValue)))
    }
    return choice
  }

  /// Takes a number of a range; `expected` says which in words.
  mutating func number(
    _ key: Key, expected: String,
    in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...(.greatestFiniteMagnitude)
  ) throws(LabError) -> Double {
    let word = try text(key)
    guard let number = Double(word), range.contains(number) else {
      throw .badConfiguration(key: "\(place): \(key.rawValue)", found: "\"\(word)\"", expected: expected)
    }
    return number
  }

  /// Takes a choice of runs; all runs where the key is missing.
  mutating func selection(_ key: Key) throws(LabError) -> RunSelection {
    guard let node = nodes.removeValue(forKey: key) else { return RunSelection() }
    return try RunSelection(ExperimentSettings(node: node, name: "\(place): \(key.rawValue)"))
  }

  /// Ends the reading.
  ///
  /// - Throws: `LabError.badConfiguration` where something was given that `expectation` has no use for.
  func finish(_ expectation: String) throws(LabError) {
    let rest = Key.allCases.filter { nodes[$0] != nil }
    guard rest.isEmpty else {
      throw .badConfiguration(
        key: "\(place): \(Self.list(rest))", found: "a setting", expected: "nothing there for \(expectation)")
    }
  }

  private static func list(_ keys: [Key]) -> String { keys.map(\.rawValue).joined(separator: ", ") }
}
