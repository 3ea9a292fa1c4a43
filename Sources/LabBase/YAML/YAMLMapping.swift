/// A YAML mapping while it is read: each key is taken once, and what nobody took in the end does not belong there.
package struct YAMLMapping {
  /// Where the mapping stands.
  package let place: String
  private let keys: [String]
  private var values: [String: YAMLValue] = [:]

  /// Takes a mapping apart.
  ///
  /// - Parameters:
  ///   - keys: those that may be there, in the order of lists in errors.
  ///   - noun: what a key of it is called, such as `option`.
  ///   - contents: what the mapping should be, for errors; by default `a mapping of KEY, KEY …`.
  /// - Throws: `LabError.badData` for what is no mapping, `LabError.badConfiguration` for an unknown key, with the
  ///   nearest spelling.
  package init(
    _ value: YAMLValue, keys: [String], noun: String = "key", contents: String? = nil
  ) throws(LabError) {
    guard let pairs = value.pairs else {
      throw .badData(
        path: value.place, expected: contents ?? "a mapping of \(keys.joined(separator: ", "))",
        found: "something else")
    }
    place = value.place
    self.keys = keys
    for (key, value) in pairs {
      guard keys.contains(key) else {
        throw .badConfiguration(
          key: "\(place): \(key.isEmpty ? "a key that is no text" : key)", found: "an unknown \(noun)",
          expected: Spelling.choices(for: key, among: keys))
      }
      values[key] = value
    }
  }

  /// Whether a key is there and not yet taken.
  package func has(_ key: String) -> Bool { values[key] != nil }

  /// Takes a key's value; nil where it is missing or was taken.
  package mutating func take(_ key: String) -> YAMLValue? { values.removeValue(forKey: key) }

  /// Takes a key's value.
  ///
  /// - Throws: `LabError.badData` where it is missing.
  package mutating func required(_ key: String) throws(LabError) -> YAMLValue {
    guard let value = take(key) else {
      throw .badData(path: place, expected: "a value for \(key)", found: "none")
    }
    return value
  }

  /// Takes a text, which may not be empty.
  ///
  /// - Throws: `LabError.badData` where it is missing or no text.
  package mutating func text(_ key: String) throws(LabError) -> String {
    guard let text = take(key)?.text, !text.isEmpty else {
      throw .badData(path: place, expected: "a text for \(key)", found: "none")
    }
    return text
  }

  /// Takes a word of a closed list.
  ///
  /// - Throws: `LabError` where it is missing or another word.
  package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ type: Choice.Type = Choice.self
  ) throws(LabError) -> Choice {
    try requireText(key)
    return try required(key).choice(type)
  }

  /// Takes a number of a range; `expected` says which in words.
  ///
  /// - Throws: `LabError` where it is missing or anything else.
  package mutating func number(
    _ key: String, expected: String,
    in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...(.greatestFiniteMagnitude)
  ) throws(LabError) -> Double {
    try requireText(key)
    return try required(key).number(expected: expected, in: range)
  }

  /// Ends the reading.
  ///
  /// - Parameter reader: what has no use for the rest, for errors.
  /// - Throws: `LabError.badConfiguration` where something was not taken.
  package func finish(_ reader: String) throws(LabError) {
    let rest = keys.filter { values[$0] != nil }
    guard rest.isEmpty else {
      throw .badConfiguration(
        key: "\(place): \(rest.joined(separator: ", "))", found: "a setting",
        expected: "nothing there for \(reader)")
    }
  }

  /// A missing value is another mistake than a wrong one, and is told first.
  private func requireText(_ key: String) throws(LabError) {
    guard let text = values[key]?.text, !text.isEmpty else {
      throw .badData(path: place, expected: "a text for \(key)", found: "none")
    }
  }
}
