import LabBase
import LabRuns

/// The number by which trials are ranked.
package struct SearchObjective<L: Lab>: Sendable {
  /// The number.
  package let quantity: RunQuantity<L>
  /// Whether the greatest is best.
  package let isMaximized: Bool

  /// Makes an objective of a word.
  ///
  /// - Parameter option: the flag that the word stands behind, for errors.
  /// - Throws: `LabError.badConfiguration` for what is no number that runs find, with the nearest word.
  package init(_ word: String, isMaximized: Bool, option: String) throws(LabError) {
    quantity = try RunQuantity.named(word, option: option)
    self.isMaximized = isMaximized
    guard quantity.hasMean else {
      throw .badConfiguration(
        key: option, found: quantity.name, expected: "a number that runs find, such as loss")
    }
  }

  /// The number of a run; nil where it has none, as of a finding of a net that is not fitted, and of every run that
  /// diverged.
  func number(of run: StoredRun<L>) -> Double? {
    run.record?.outcome == .diverged ? nil : quantity.number(of: run)
  }

  /// Whether a number is better than another.
  func isBetter(_ first: Double, _ second: Double) -> Bool {
    isMaximized ? first > second : first < second
  }

  /// What is looked for, such as `least loss`.
  package var statement: String { "\(isMaximized ? "greatest" : "least") \(quantity.name)" }
}
