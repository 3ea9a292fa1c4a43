import LabBase

/// The texts that a setting takes.
package enum SettingDomain: Sendable {
  /// A word of a closed list, or another name for one.
  case words([String], aliases: [String: String] = [:])
  /// Whole numbers of a range.
  case integers(ClosedRange<Int>)
  /// Any unsigned 64-bit number.
  case unsigned
  /// Finite numbers that are accepted; `expected` says which those are.
  case numbers(expected: String, accepts: @Sendable (Double) -> Bool)
  /// Texts of another form, brought into the one that runs are known by; nil for a text that is not of it.
  case form(expected: String, isNumeric: Bool, canonical: @Sendable (String) -> String?)
  /// Any text; what it names is looked at where it is used.
  case text

  /// Whether its values are numbers, which have an order and can be an axis of curves.
  package var isNumeric: Bool {
    switch self {
    case .integers, .unsigned, .numbers: true
    case .form(_, let isNumeric, _): isNumeric
    case .words, .text: false
    }
  }

  /// Whether its values are whole numbers.
  package var isWhole: Bool {
    switch self {
    case .integers, .unsigned: true
    case .form(_, let isNumeric, _): isNumeric
    case .numbers, .words, .text: false
    }
  }

  /// The text in the form that runs are known by.
  ///
  /// - Throws: `LabError.badConfiguration` of `key` for a text outside the domain, with what was expected.
  package func checked(_ text: String, key: SettingKey) throws(LabError) -> String {
    try checked(text, name: key.rawValue)
  }

  /// The text in the form that runs are known by.
  ///
  /// - Parameter name: what the setting was called where it was given, for errors.
  /// - Throws: `LabError.badConfiguration` of `name` for a text outside the domain, with what was expected.
  package func checked(_ text: String, name: String) throws(LabError) -> String {
    let expected: String
    switch self {
    case .text:
      return text
    case .words(let words, let aliases):
      if words.contains(text) { return text }
      if let word = aliases[text] { return word }
      expected = Spelling.choices(for: text, among: words)
    case .integers(let range):
      if let number = Int(text), range.contains(number) { return String(number) }
      expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .unsigned:
      if let number = UInt64(text) { return String(number) }
      expected = "a whole number from 0 to \(UInt64.max)"
    case .numbers(let words, let accepts):
      if let number = Double(text), number.isFinite, accepts(number) { return PlainNumber.text(number) }
      expected = words
    case .form(let words, _, let canonical):
      if let form = canonical(text) { return form }
      expected = words
    }
    throw .badConfiguration(key: name, found: "\"\(text)\"", expected: expected)
  }
}
