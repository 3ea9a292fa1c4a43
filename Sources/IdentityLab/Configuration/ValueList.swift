/// The values that one setting takes in a sweep: `1,3,5`, `1..20`, `4..20..4`, or a mix of them.
public enum ValueList {
  /// Largest number of values in one list: a range with more is a slip of the pen.
  public static let limit = 100_000

  /// Splits a list and expands its ranges, both ends included, in the order given.
  ///
  /// - Throws: `LabError.badConfiguration` naming `key` for an empty element or a range that cannot be.
  public static func parse(_ text: String, key: ExperimentKey) throws(LabError) -> [String] {
    var values: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let element = part.trimmed
      guard !element.isEmpty else {
        throw .badConfiguration(
          key: key.rawValue, found: "\"\(text)\"", expected: "values between the commas")
      }
      values += try range(element, key: key) ?? [element]
      guard values.count <= limit else {
        throw .badConfiguration(key: key.rawValue, found: "\"\(text)\"", expected: "at most \(limit) values")
      }
    }
    return values
  }

  /// `a..b` or `a..b..step` of whole numbers; nil for anything that does not look like one (an image path may).
  private static func range(_ element: String, key: ExperimentKey) throws(LabError) -> [String]? {
    guard key != .image, let dots = element.firstRange(of: "..") else { return nil }
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

extension StringProtocol {
  /// The text without blanks at its ends.
  var trimmed: String {
    var slice = self[...]
    while slice.first?.isWhitespace == true { slice = slice.dropFirst() }
    while slice.last?.isWhitespace == true { slice = slice.dropLast() }
    return String(slice)
  }
}
