import LabBase

/// The values that one setting takes in a sweep: `1,3,5`, `1..20`, `4..20..4`, or a mix of them.
package enum ValueList {
  /// Largest number of values in one list: a range with more is a slip of the pen.
  package static let limit = 100_000

  /// Splits a list and expands its ranges, both ends included, in the order given.
  ///
  /// - Throws: `LabError.badConfiguration` naming the setting for an empty element or a range that cannot be.
  package static func parse<Configuration>(
    _ text: String, of setting: Setting<Configuration>
  ) throws(LabError) -> [String] {
    let key = setting.key
    var values: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let element = part.trimmed
      guard !element.isEmpty else {
        throw .badConfiguration(
          key: key.rawValue, found: "\"\(text)\"", expected: "values between the commas")
      }
      // The path of an image may hold two points too.
      values += try setting.domain.isNumeric ? range(element, key: key) ?? [element] : [element]
      guard values.count <= limit else {
        throw .badConfiguration(key: key.rawValue, found: "\"\(text)\"", expected: "at most \(limit) values")
      }
    }
    return values
  }

  /// `a..b` or `a..b..step` of whole numbers; nil for anything that does not look like one.
  private static func range(_ element: String, key: SettingKey) throws(LabError) -> [String]? {
    guard let dots = element.firstRange(of: "..") else { return nil }
    let rest = element[dots.upperBound...]
    let secondDots = rest.firstRange(of: "..")
    let step = secondDots.map { String(rest[$0.upperBound...]) } ?? "1"
    guard let first = Int(element[..<dots.lowerBound]),
      let last = Int(secondDots.map { rest[..<$0.lowerBound] } ?? rest[...]),
      let by = Int(step), by > 0, first <= last,
      case (let span, false) = last.subtractingReportingOverflow(first), span / by < limit
    else {
      throw .badConfiguration(
        key: key.rawValue, found: "\"\(element)\"",
        expected:
          "a range FIRST..LAST or FIRST..LAST..STEP of whole numbers, FIRST ≤ LAST, of at most \(limit)")
    }
    return stride(from: first, through: last, by: by).map(String.init)
  }
}
