import LabBase
import LabRuns

/// A statement of the paper or the talk in a form that measurements can decide; a recipe has several.
///
///     claims:
///       - {says: "Identity falls with depth.", expect: falls, measure: identity, probe: digits, over: depth}
///       - {says: "Width barely moves it.", expect: same, margin: 0.1, measure: identity, probe: digits, over: width}
///       - {says: "The start matters.", expect: differs, margin: 0.1, measure: identity, probe: digits, over: initializer}
///       - {says: "A skip brings it back.", expect: above, value: 0.8, measure: identity, probe: digits}
///       - {says: "Depth decides.", expect: greater, measure: identity, probe: digits,
///          where: {depth: 5, width: 1024}, than: {depth: 20, width: 128}}
package struct Claim<L: FigureLab>: Equatable, Sendable {
  /// What is expected of the measure.
  package enum Expectation: Equatable, Sendable {
    /// It falls over the values of a setting.
    case falls(over: SettingKey)
    /// It rises over the values of a setting.
    case rises(over: SettingKey)
    /// Its means over the values of a setting lie within a margin of each other.
    case same(over: SettingKey, margin: Double)
    /// Some of its means over the values of a setting are further apart than a margin.
    case differs(over: SettingKey, margin: Double)
    /// Its mean is above a value, at every value of a setting if one is named.
    case above(Double, over: SettingKey?)
    /// Its mean is below a value, at every value of a setting if one is named.
    case below(Double, over: SettingKey?)
    /// Its mean is greater than that of other runs.
    case greater(than: RunSelection<L>)
  }

  /// The statement in words.
  package let says: String
  /// What is expected.
  package let expectation: Expectation
  /// Of which number.
  package let measure: L.Measure
  /// Of which runs.
  package let selection: RunSelection<L>
  /// A setting of which each value is decided for itself; nil decides over all runs together.
  package let by: SettingKey?

  private enum Word: String, CaseIterable {
    case falls, rises, same, differs, above, below, greater
  }

  /// The keys of a claim, those of the laboratory's measures among them.
  private static var keys: [String] {
    ["says", "expect", "measure"] + L.Measure.names + ["over", "by", "where", "than", "margin", "value"]
  }

  /// Reads a claim.
  ///
  /// - Throws: `LabError` for an unknown word, with the nearest spelling, for what is missing, and for what does not
  ///   belong to this kind of claim.
  init(_ value: YAMLValue) throws(LabError) {
    var fields = try YAMLMapping(value, keys: Self.keys)
    says = try fields.text("says")
    let word = try fields.choice("expect", Word.self)
    measure = try L.Measure(&fields)
    selection = try Self.selection(&fields, "where")
    by = try Self.axis(&fields, "by")
    switch word {
    case .falls: expectation = .falls(over: try Self.requiredAxis(&fields))
    case .rises: expectation = .rises(over: try Self.requiredAxis(&fields))
    case .same: expectation = .same(over: try Self.requiredAxis(&fields), margin: try Self.margin(&fields))
    case .differs:
      expectation = .differs(over: try Self.requiredAxis(&fields), margin: try Self.margin(&fields))
    case .above:
      expectation = .above(
        try fields.number("value", expected: "a number"), over: try Self.axis(&fields, "over"))
    case .below:
      expectation = .below(
        try fields.number("value", expected: "a number"), over: try Self.axis(&fields, "over"))
    case .greater:
      let other = try Self.selection(&fields, "than")
      guard !other.isEmpty, !selection.isEmpty else {
        throw .badData(
          path: fields.place, expected: "the two groups of runs to compare, in where and than",
          found: "one or none")
      }
      expectation = .greater(than: other)
    }
    try fields.finish("expect: \(word.rawValue), measure: \(measure.title)")
  }

  /// Reads a recipe's list of claims, or a single one.
  static func list(_ value: YAMLValue, name: String) throws(LabError) -> [Claim] {
    var claims: [Claim] = []
    for (index, element) in value.elements.enumerated() {
      claims.append(try Claim(element.named("\(name): claim \(index + 1)")))
    }
    return claims
  }

  private static func margin(_ fields: inout YAMLMapping) throws(LabError) -> Double {
    try fields.number(
      "margin", expected: "a number above 0", in: Double.leastNormalMagnitude...(.greatestFiniteMagnitude))
  }

  private static func axis(_ fields: inout YAMLMapping, _ key: String) throws(LabError) -> SettingKey? {
    guard fields.has(key) else { return nil }
    let place = "\(fields.place): \(key)"
    return try L.Configuration.settings.key(named: fields.text(key), place: place)
  }

  private static func requiredAxis(_ fields: inout YAMLMapping) throws(LabError) -> SettingKey {
    let word = try fields.text("over")
    return try L.Configuration.settings.key(named: word, place: "\(fields.place): over")
  }

  /// A choice of runs; all runs where the key is missing.
  private static func selection(
    _ fields: inout YAMLMapping, _ key: String
  ) throws(LabError) -> RunSelection<L> {
    guard let value = fields.take(key) else { return RunSelection() }
    return try RunSelection(Settings(value, table: L.Configuration.settings))
  }
}
