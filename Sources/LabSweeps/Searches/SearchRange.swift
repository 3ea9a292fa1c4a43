import Foundation
import LabBase
import LabRuns
import Nets

/// What a setting of a trial is drawn from: a value, a list as sweeps have them, or a range.
///
/// `uniform:0.5..0.99` is any number of the range; of a setting of whole numbers each of them with the same probability.
/// `log-uniform:1e-4..1e-1` is a number whose logarithm is uniform. Numbers have six digits.
package struct SearchRange: Equatable, Sendable {
  private enum Form: Equatable, Sendable {
    case values([String])
    case uniform(ClosedRange<Double>)
    case logUniform(ClosedRange<Double>)
    case whole(ClosedRange<Int>)
    case logWhole(ClosedRange<Int>)
  }

  private let form: Form

  /// Reads a setting's text.
  ///
  /// - Parameter name: what the setting was called where it was given, for errors.
  /// - Throws: `LabError.badConfiguration` for a range that cannot be, and for ends that the setting cannot have.
  package init<C>(parsing text: String, of setting: Setting<C>, name: String) throws(LabError) {
    let prefixes = ["uniform:", "log-uniform:"]
    guard let prefix = prefixes.first(where: text.hasPrefix) else {
      let isOpenList = text.hasPrefix("log:") && text.split(separator: ":").count == 2
      guard !isOpenList else {
        throw Self.problem(text, name, "log-uniform:\(text.dropFirst(4)), or log:…:COUNT")
      }
      form = .values(try ValueList.parse(text, of: setting, name: name))
      return
    }
    guard setting.domain.isNumeric else {
      throw Self.problem(text, name, "words with commas between them: this is no setting of numbers")
    }
    let ends = text.dropFirst(prefix.count)
    guard let dots = ends.firstRange(of: "..") else {
      throw Self.problem(text, name, "\(prefix)FIRST..LAST")
    }
    let texts = [ends[..<dots.lowerBound], ends[dots.upperBound...]].map { String($0) }
    let isLogarithmic = prefix == "log-uniform:"
    if setting.domain.isWhole {
      guard let first = Int(texts[0]), let last = Int(texts[1]), first < last, last < 1 << 53,
        first >= (isLogarithmic ? 1 : 0)
      else {
        throw Self.problem(
          text, name, "\(prefix)FIRST..LAST of whole numbers from \(isLogarithmic ? 1 : 0) on, FIRST < LAST")
      }
      form = isLogarithmic ? .logWhole(first...last) : .whole(first...last)
    } else {
      guard let first = Double(texts[0]), let last = Double(texts[1]), first < last, first.isFinite,
        last.isFinite, !isLogarithmic || first > 0
      else {
        throw Self.problem(
          text, name, "\(prefix)FIRST..LAST of numbers\(isLogarithmic ? " above 0" : ""), FIRST < LAST")
      }
      form = isLogarithmic ? .logUniform(first...last) : .uniform(first...last)
    }
    for end in texts { _ = try setting.domain.checked(end, name: name) }
  }

  private static func problem(_ text: String, _ name: String, _ expected: String) -> LabError {
    .badConfiguration(key: name, found: "\"\(text)\"", expected: expected)
  }

  /// Whether trials differ in it.
  package var isDrawn: Bool {
    if case .values(let values) = form { values.count > 1 } else { true }
  }

  /// What a trial has, whatever other trials there are.
  package func value(ofTrial trial: Int, key: RandomKey) -> String {
    let stream = RandomStream(key: key)
    func between(_ low: Double, _ high: Double) -> Double { low + stream.uniform(at: trial) * (high - low) }
    switch form {
    case .values(let values):
      return values[stream.integer(at: trial, below: values.count)]
    case .uniform(let range):
      return Self.text(between(range.lowerBound, range.upperBound), in: range)
    case .logUniform(let range):
      return Self.text(exp(between(log(range.lowerBound), log(range.upperBound))), in: range)
    case .whole(let range):
      return String(
        range.lowerBound + stream.integer(at: trial, below: range.upperBound - range.lowerBound + 1))
    case .logWhole(let range):
      // Half a unit more at both ends, so that these are drawn as their neighbours are.
      let drawn = exp(between(log(Double(range.lowerBound) - 0.5), log(Double(range.upperBound) + 0.5)))
      return String(min(max(Int(drawn.rounded()), range.lowerBound), range.upperBound))
    }
  }

  private static func text(_ number: Double, in range: ClosedRange<Double>) -> String {
    let short = Double(String(format: "%.6g", number)) ?? number
    return PlainNumber.text(min(max(short, range.lowerBound), range.upperBound))
  }
}
