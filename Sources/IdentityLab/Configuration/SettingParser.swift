import Nets

/// Turns the text of one setting into its value, with an error that names setting, text and what was expected.
struct SettingParser {
  let settings: ExperimentSettings

  /// A word of a closed list.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: ExperimentKey, default fallback: Choice, aliases: [String: Choice] = [:]
  ) throws(LabError) -> Choice {
    guard let text = settings[key] else { return fallback }
    if let choice = Choice(rawValue: text) ?? aliases[text] { return choice }
    throw .badConfiguration(
      key: key.rawValue, found: "\"\(text)\"",
      expected: Spelling.choices(for: text, among: Choice.allCases.map(\.rawValue)))
  }

  /// A whole number in a range.
  func integer(
    _ key: ExperimentKey, default fallback: Int, in range: ClosedRange<Int>
  ) throws(LabError) -> Int {
    guard let text = settings[key] else { return fallback }
    guard let number = Int(text), range.contains(number) else {
      throw .badConfiguration(
        key: key.rawValue, found: "\"\(text)\"",
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A finite number that `isValid` accepts; `expected` says which those are.
  func number(
    _ key: ExperimentKey, default fallback: Double, expected: String, where isValid: (Double) -> Bool
  ) throws(LabError) -> Double {
    guard let text = settings[key] else { return fallback }
    guard let number = Double(text), number.isFinite, isValid(number) else {
      throw .badConfiguration(key: key.rawValue, found: "\"\(text)\"", expected: expected)
    }
    return number
  }

  /// A seed: any unsigned 64-bit number; 0 by default.
  func seed() throws(LabError) -> UInt64 {
    guard let text = settings[.seed] else { return 0 }
    guard let seed = UInt64(text) else {
      throw .badConfiguration(
        key: ExperimentKey.seed.rawValue, found: "\"\(text)\"",
        expected: "a whole number from 0 to \(UInt64.max)")
    }
    return seed
  }

  /// `H` or `HxW` in pixels; nil keeps the image's own.
  func size() throws(LabError) -> (height: Int, width: Int)? {
    guard let text = settings[.size] else { return nil }
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    let extents = parts.compactMap { $0 }.filter { (1...Self.largestSize).contains($0) }
    guard extents.count == parts.count, (1...2).contains(extents.count) else {
      throw .badConfiguration(
        key: ExperimentKey.size.rawValue, found: "\"\(text)\"",
        expected: "pixels as N or HEIGHTxWIDTH, each from 1 to \(Self.largestSize)")
    }
    return (extents[0], extents[extents.count - 1])
  }

  /// Largest image height and width that is trained on, in pixels.
  static let largestSize = 1024
}
