import LabBase
import LabRuns

/// A combination of values of the settings of a grid's rows, columns or facets.
package struct GridPlace: Equatable, Hashable, Sendable {
  /// One text a setting.
  package let values: [String]

  /// The combinations that occur, ordered by one setting after the other, each one's values as they come first.
  static func places<Configuration: RunConfiguration>(
    _ keys: [SettingKey], of runs: [Configuration]
  ) -> [GridPlace] {
    let orders = keys.map { key in runs.map { $0.text(of: key) }.distinct }
    func rank(_ place: GridPlace) -> [Int] {
      zip(orders, place.values).map { $0.firstIndex(of: $1) ?? 0 }
    }
    return Set(runs.map { GridPlace($0, keys) }).map { ($0, rank($0)) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
  }

  /// A combination of some values.
  init(values: [String]) { self.values = values }

  /// The place of a run.
  init<Configuration: RunConfiguration>(_ run: Configuration, _ keys: [SettingKey]) {
    values = keys.map { run.text(of: $0) }
  }

  /// The values alone, as labels along an axis whose title names the settings.
  func shown<Configuration>(_ keys: [SettingKey], in table: SettingTable<Configuration>) -> String {
    zip(keys, values).map { $1.isEmpty ? "–" : table[$0].shown($1) }.joined(separator: " · ")
  }

  /// The values with what they are of, such as `depth 5, adam`.
  func named<Configuration>(_ keys: [SettingKey], in table: SettingTable<Configuration>) -> String {
    zip(keys, values).map { table[$0].named($1) }.joined(separator: ", ")
  }
}
