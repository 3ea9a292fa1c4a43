import LabRuns

/// A setting that takes several values in a sweep.
package struct SweepAxis: Codable, Equatable, Sendable {
  /// The setting.
  package let key: SettingKey
  /// Its values as text, in the order of the runs.
  package let values: [String]

  /// Makes an axis.
  package init(key: SettingKey, values: [String]) {
    self.key = key
    self.values = values
  }
}
