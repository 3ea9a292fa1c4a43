import LabBase

/// A choice of runs in a user's words, such as `depth>5 and loss<1e-3` or `not (state=fitted or image="mnist:7")`.
///
/// A comparison is a quantity (``RunQuantity``), one of `= != < <= > >=`, and a number or a word; words with blanks,
/// parentheses or comparison signs stand in quotes. `not` binds before `and`, `and` before `or`. Words know `=` and `!=`
/// only. A comparison with what a run does not have, such as the zone of a run that is not fitted, is false, with `!=`
/// too.
package struct RunFilter<L: Lab>: Sendable {
  /// How deep parentheses and `not` may stand in each other.
  package static var depthLimit: Int { 100 }

  /// The user's words.
  package let text: String
  private let condition: RunCondition<L>

  /// Reads a choice.
  ///
  /// - Parameter option: where the text stands, for errors.
  /// - Throws: `LabError.badConfiguration` with the place of the first thing that cannot be, and what was expected.
  package init(_ text: String, option: String = "where") throws(LabError) {
    var parser = try RunFilterParser<L>(text, option: option)
    self.text = text
    condition = try parser.parse()
  }

  /// Whether a run is one of those chosen.
  package func accepts(_ run: StoredRun<L>) -> Bool {
    condition.holds { $0.value(of: run) }
  }

  /// Whether a run is one of those chosen, by a row that has all of ``quantities``.
  package func accepts(_ row: RunRow<L>) -> Bool {
    condition.holds { $0.value(of: row) }
  }

  /// The quantities that are compared.
  package var quantities: [RunQuantity<L>] { condition.quantities }
}
