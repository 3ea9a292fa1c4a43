import Foundation
import LabBase

/// The values that one setting takes in a sweep: `1,3,5`, `1..20`, `4..20:4`, `0.1..0.5:0.1`, `log:1e-4..1e-1:4`, or a
/// mix of them.
package enum ValueList {
  /// Largest number of values in one list: a range with more is a slip of the pen.
  package static let limit = 100_000

  /// What a range may be, for errors and help.
  private static let forms =
    "a range FIRST..LAST or FIRST..LAST:STEP, or COUNT values whose logarithms are evenly spaced, "
    + "log:FIRST..LAST:COUNT; FIRST ≤ LAST, at most \(limit) values"

  /// Splits a list and expands its ranges, both ends included, in the order given.
  ///
  /// - Parameter name: what the setting was called where the list was given, for errors; by default its key.
  /// - Throws: `LabError.badConfiguration` naming the setting for an empty element or a range that cannot be.
  package static func parse<Configuration>(
    _ text: String, of setting: Setting<Configuration>, name: String? = nil
  ) throws(LabError) -> [String] {
    let name = name ?? setting.key.rawValue
    var values: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let element = part.trimmed
      guard !element.isEmpty else {
        throw .badConfiguration(key: name, found: "\"\(text)\"", expected: "values between the commas")
      }
      // The path of an image may hold two points too.
      guard setting.domain.isNumeric, element.contains("..") else {
        values.append(element)
        continue
      }
      guard let range = range(element, isWhole: setting.domain.isWhole) else {
        throw .badConfiguration(key: name, found: "\"\(element)\"", expected: forms)
      }
      values += range
      guard values.count <= limit else {
        throw .badConfiguration(key: name, found: "\"\(text)\"", expected: "at most \(limit) values")
      }
    }
    return values
  }

  /// The values of a range; nil for a text that is none.
  private static func range(_ element: String, isWhole: Bool) -> [String]? {
    let isLogarithmic = element.hasPrefix("log:")
    let parts = element.dropFirst(isLogarithmic ? "log:".count : 0)
      .split(separator: ":", omittingEmptySubsequences: false)
    guard let ends = parts.first, (1...2).contains(parts.count), let dots = ends.firstRange(of: "..") else {
      return nil
    }
    let (first, last) = (String(ends[..<dots.lowerBound]), String(ends[dots.upperBound...]))
    let third = parts.count == 2 ? String(parts[1]) : nil
    if isLogarithmic { return third.flatMap { logarithmic(first, last, count: $0, isWhole: isWhole) } }
    return whole(first, last, step: third ?? "1") ?? decimal(first, last, step: third)
  }

  /// `FIRST..LAST:STEP` of whole numbers.
  private static func whole(_ first: String, _ last: String, step: String) -> [String]? {
    guard let first = Int(first), let last = Int(last), let step = Int(step), step > 0, first <= last,
      case (let span, false) = last.subtractingReportingOverflow(first), span / step < limit
    else { return nil }
    return stride(from: first, through: last, by: step).map(String.init)
  }

  /// `FIRST..LAST:STEP` of numbers with decimals, which have no usual step; each is the short decimal that was meant.
  private static func decimal(_ first: String, _ last: String, step: String?) -> [String]? {
    guard let first = Double(first), let last = Double(last), let step = step.flatMap(Double.init),
      first.isFinite, last.isFinite, step > 0, first <= last, (last - first) / step < Double(limit)
    else { return nil }
    // An end that rounding puts a little below its last value still is that value.
    let count = Int(((last - first) / step + 1e-9).rounded(.down))
    return (0...count).map { rounded(first + Double($0) * step, digits: 12) }
  }

  /// `log:FIRST..LAST:COUNT`, the ends as given, what lies between rounded to three digits or to whole numbers.
  private static func logarithmic(
    _ first: String, _ last: String, count: String, isWhole: Bool
  ) -> [String]? {
    guard let low = Double(first), let high = Double(last), let count = Int(count), low > 0, low < high,
      high.isFinite, (2...limit).contains(count)
    else { return nil }
    let inner = (1..<count - 1).map { place in
      let share = Double(place) / Double(count - 1)
      let value = exp(log(low) + share * (log(high) - log(low)))
      return isWhole ? rounded(value.rounded(), digits: 15) : rounded(value, digits: 3)
    }
    return ([first] + inner + [last]).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  private static func rounded(_ value: Double, digits: Int) -> String {
    PlainNumber.text(Double(String(format: "%.\(digits)g", value)) ?? value)
  }
}
