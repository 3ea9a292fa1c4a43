import LabBase

/// A setting with its values in one word: `kernel-size=3,5,7`.
struct AxisText {
  /// What the setting was called.
  let name: String
  /// Its values.
  let values: String

  /// Splits a text at its first sign of equality.
  ///
  /// - Throws: `LabError.badConfiguration` for a text without one.
  init(_ text: String) throws(LabError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { $0.trimmed }
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw .badConfiguration(
        key: "--over", found: "\"\(text)\"", expected: "a setting with its values, such as kernel-size=3,5,7")
    }
    (name, values) = (parts[0], parts[1])
  }

  /// The setting as one that was given.
  var word: SettingChoice.Word { SettingChoice.Word(word: name, name: "--over \(name)") }
}
