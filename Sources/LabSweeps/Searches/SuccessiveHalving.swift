import LabBase
import LabRuns

/// All trials with a small budget, the best share of them with the next one, and so on.
///
/// Source: Jamieson, Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016,
/// arXiv:1502.07943. A rung trains its nets from the start: under a schedule that knows its last step, fewer steps are
/// not the beginning of more.
package struct SuccessiveHalving: Equatable, Sendable {
  /// The setting that is the budget.
  package let key: SettingKey
  /// Its values, rising.
  package let budgets: [String]
  private let numerator: Int
  private let denominator: Int
  private let share: String

  /// Reads `steps=100,300,1000` and `1/3`.
  ///
  /// - Throws: `LabError.badConfiguration` for a budget that is no setting of numbers or does not rise, and for a share
  ///   that is not between 0 and 1.
  package init<C>(
    parsing text: String, keep: String, table: SettingTable<C>
  ) throws(LabError) {
    let words = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let setting = table[try table.key(flag: words[0].trimmed, option: "--halving")]
    guard words.count == 2, setting.domain.isNumeric, setting.key != .seed else {
      throw .badConfiguration(
        key: "--halving", found: "\"\(text)\"",
        expected: "a setting of numbers with its values, such as steps=100,300,1000")
    }
    key = setting.key
    let name = "--halving \(setting.flag)"
    var budgets: [String] = []
    for value in try ValueList.parse(words[1].trimmed, of: setting, name: name) {
      budgets.append(try setting.domain.checked(value, name: name))
    }
    let places = budgets.map { setting.place($0) ?? 0 }
    guard budgets.count > 1, zip(places, places.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .badConfiguration(
        key: name, found: "\"\(words[1].trimmed)\"",
        expected: "two or more values, each greater than the one before")
    }
    self.budgets = budgets
    share = keep
    let parts = keep.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    if parts.count == 2, let first = parts[0], let second = parts[1], first > 0, first < second,
      second <= 1_000_000
    {
      (numerator, denominator) = (first, second)
    } else if let number = Double(keep), number >= 1e-6, number < 1 {
      (numerator, denominator) = (Int((number * 1e6).rounded()), 1_000_000)
    } else {
      throw .badConfiguration(
        key: "--keep", found: "\"\(keep)\"", expected: "a share between 0 and 1, such as 1/3 or 0.5")
    }
  }

  /// How many of so many trials go on: the share rounded down, at least one.
  package func kept(of trials: Int) -> Int { max(1, trials * numerator / denominator) }

  /// What it does, such as `steps 100, 300, 1000 keeping 1/3`.
  package var statement: String { "\(key.rawValue) \(budgets.joined(separator: ", ")) keeping \(share)" }
}
