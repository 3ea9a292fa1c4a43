import Yams

/// A statement of the paper or the talk in a form that measurements can decide; a recipe has several.
///
///     claims:
///       - {says: "Identity falls with depth.", expect: falls, measure: identity, probe: digits, over: depth}
///       - {says: "Width barely moves it.", expect: same, margin: 0.1, measure: identity, probe: digits, over: width}
///       - {says: "The start matters.", expect: differs, margin: 0.1, measure: identity, probe: digits, over: initializer}
///       - {says: "A skip brings it back.", expect: above, value: 0.8, measure: identity, probe: digits}
///       - {says: "Depth decides.", expect: greater, measure: identity, probe: digits,
///          where: {depth: 5, width: 1024}, than: {depth: 20, width: 128}}
public struct Claim: Equatable, Sendable {
  /// What is expected of the measure.
  public enum Expectation: Equatable, Sendable {
    /// It falls over the values of a setting.
    case falls(over: ExperimentKey)
    /// It rises over the values of a setting.
    case rises(over: ExperimentKey)
    /// Its means over the values of a setting lie within a margin of each other.
    case same(over: ExperimentKey, margin: Double)
    /// Some of its means over the values of a setting are further apart than a margin.
    case differs(over: ExperimentKey, margin: Double)
    /// Its mean is above a value, at every value of a setting if one is named.
    case above(Double, over: ExperimentKey?)
    /// Its mean is below a value, at every value of a setting if one is named.
    case below(Double, over: ExperimentKey?)
    /// Its mean is greater than that of other runs.
    case greater(than: RunSelection)
  }

  /// The statement in words.
  public let says: String
  /// What is expected.
  public let expectation: Expectation
  /// Of which number.
  public let measure: Measure
  /// Of which runs.
  public let selection: RunSelection
  /// A setting of which each value is decided for itself; nil decides over all runs together.
  public let by: ExperimentKey?

  private enum Word: String, CaseIterable {
    case falls, rises, same, differs, above, below, greater
  }

  /// Reads a claim.
  ///
  /// - Parameter name: the place in the recipe, for errors.
  /// - Throws: `LabError` for an unknown word, with the nearest spelling, for what is missing, and for what does not
  ///   belong to this kind of claim.
  init(node: Node, name: String) throws(LabError) {
    var fields = try ClaimFields(node: node, place: name)
    says = try fields.text(.says)
    let word = try fields.choice(.expect, Word.self)
    measure = try Measure(&fields)
    selection = try fields.selection(.where)
    by = fields.has(.by) ? try fields.choice(.by, ExperimentKey.self) : nil
    switch word {
    case .falls: expectation = .falls(over: try fields.choice(.over, ExperimentKey.self))
    case .rises: expectation = .rises(over: try fields.choice(.over, ExperimentKey.self))
    case .same:
      expectation = .same(
        over: try fields.choice(.over, ExperimentKey.self), margin: try Self.margin(&fields))
    case .differs:
      expectation = .differs(
        over: try fields.choice(.over, ExperimentKey.self), margin: try Self.margin(&fields))
    case .above:
      expectation = .above(try fields.number(.value, expected: "a number"), over: try Self.axis(&fields))
    case .below:
      expectation = .below(try fields.number(.value, expected: "a number"), over: try Self.axis(&fields))
    case .greater:
      let other = try fields.selection(.than)
      guard !other.isEmpty, !selection.isEmpty else {
        throw .badData(
          path: name, expected: "the two groups of runs to compare, in where and than", found: "one or none")
      }
      expectation = .greater(than: other)
    }
    try fields.finish("expect: \(word.rawValue), measure: \(measure.title)")
  }

  /// Reads a recipe's list of claims, or a single one.
  static func list(node: Node, name: String) throws(LabError) -> [Claim] {
    var claims: [Claim] = []
    for (index, element) in (node.sequence.map(Array.init) ?? [node]).enumerated() {
      claims.append(try Claim(node: element, name: "\(name): claim \(index + 1)"))
    }
    return claims
  }

  private static func margin(_ fields: inout ClaimFields) throws(LabError) -> Double {
    try fields.number(
      .margin, expected: "a number above 0", in: Double.leastNormalMagnitude...(.greatestFiniteMagnitude))
  }

  private static func axis(_ fields: inout ClaimFields) throws(LabError) -> ExperimentKey? {
    fields.has(.over) ? try fields.choice(.over, ExperimentKey.self) : nil
  }
}
