import Yams

/// A part of a YAML text (or of JSON, which is YAML) with the place it stands at, for errors.
package struct YAMLValue {
  /// Where it stands, such as `depth.yaml: claim 2: measure`.
  package let place: String
  private let node: Node

  init(_ node: Node, place: String) {
    self.node = node
    self.place = place
  }

  /// Reads a text; nil of one that says nothing.
  ///
  /// - Parameter name: the file's name, the first part of every place in it.
  /// - Throws: `LabError.badData` where the text is no YAML.
  package static func parse(_ text: String, name: String) throws(LabError) -> YAMLValue? {
    do {
      return try Yams.compose(yaml: text).map { YAMLValue($0, place: name) }
    } catch {
      throw .badData(path: name, expected: "YAML", found: "\(error)")
    }
  }

  /// A text as YAML writes it: plain where that is the same, else in quotes.
  package static func scalar(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "._/+-:".utf8.contains(byte)
      }
    }
    let isWhole = !text.isEmpty && !text.hasPrefix("-") && !text.hasPrefix(":") && !text.hasSuffix(":")
    return isPlain && isWhole ? text : CanonicalJSON.compact(text)
  }

  /// The same value under another name of its place.
  package func named(_ place: String) -> YAMLValue { YAMLValue(node, place: place) }

  /// The text of a scalar; nil of a list or a mapping.
  package var text: String? { node.scalar?.string }

  /// The elements of a list; of anything else that alone.
  package var elements: [YAMLValue] {
    node.sequence.map { $0.map { YAMLValue($0, place: place) } } ?? [self]
  }

  /// The keys with their values, in the order of the text; nil of what is no mapping.
  ///
  /// A key that is no text is empty.
  package var pairs: [(key: String, value: YAMLValue)]? {
    node.mapping?.map { key, value in
      let word = key.scalar?.string ?? ""
      return (word, YAMLValue(value, place: "\(place): \(word)"))
    }
  }

  /// A mapping without one of its keys; anything else as it is.
  package func without(_ key: String) -> YAMLValue {
    guard let mapping = node.mapping else { return self }
    return YAMLValue(
      Node(mapping.filter { $0.key.scalar?.string != key }.map { ($0.key, $0.value) }), place: place)
  }

  /// One text or a list of them, none empty.
  ///
  /// - Throws: `LabError.badConfiguration` for a nested value.
  package func texts() throws(LabError) -> [String] {
    let texts = elements.map { $0.text ?? "" }
    guard !texts.isEmpty, !texts.contains("") else {
      throw .badConfiguration(
        key: place, found: "an empty text or a mapping", expected: "a text or a list of them")
    }
    return texts
  }

  /// A word of a closed list.
  ///
  /// - Throws: `LabError.badConfiguration` for any other, with the nearest spelling.
  package func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type = Choice.self
  ) throws(LabError) -> Choice {
    let word = text ?? ""
    guard let choice = Choice(rawValue: word) else {
      throw .badConfiguration(
        key: place, found: "\"\(word)\"",
        expected: Spelling.choices(for: word, among: Choice.allCases.map(\.rawValue)))
    }
    return choice
  }

  /// A finite number of a range; `expected` says which in words.
  ///
  /// - Throws: `LabError.badConfiguration` for anything else.
  package func number(
    expected: String,
    in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...(.greatestFiniteMagnitude)
  ) throws(LabError) -> Double {
    guard let number = text.flatMap(Double.init), range.contains(number) else {
      throw .badConfiguration(key: place, found: "\"\(text ?? "")\"", expected: expected)
    }
    return number
  }

  /// One whole number of a range or a list of them.
  ///
  /// - Throws: `LabError.badConfiguration` for anything else.
  package func integers(in range: ClosedRange<Int>) throws(LabError) -> [Int] {
    var numbers: [Int] = []
    for text in try texts() {
      guard let number = Int(text), range.contains(number) else {
        let bounds = range.upperBound == .max ? "on" : "to \(range.upperBound)"
        throw .badConfiguration(
          key: place, found: "\"\(text)\"", expected: "a whole number from \(range.lowerBound) \(bounds)")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// One whole number of a range.
  ///
  /// - Throws: `LabError.badConfiguration` for anything else.
  package func integer(in range: ClosedRange<Int>) throws(LabError) -> Int {
    let numbers = try integers(in: range)
    guard numbers.count == 1 else {
      throw .badConfiguration(key: place, found: "\(numbers.count) numbers", expected: "one")
    }
    return numbers[0]
  }
}
