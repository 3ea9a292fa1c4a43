import LabBase

extension RunConfiguration {
  /// Whether a setting has an effect on this run.
  package func isAffected(by key: SettingKey) -> Bool { Self.settings[key].applies(to: self) }

  /// Whether this run is one of those with a value of a setting; one on which the setting has no effect is one of those
  /// with any value.
  package func fits(_ value: String, of key: SettingKey) -> Bool {
    !isAffected(by: key) || text(of: key) == value
  }

  /// The given settings that have no effect on this run, in the order of the table.
  package func ineffective(_ settings: Settings) -> [SettingKey] {
    Self.settings.keys.filter { settings[$0] != nil && !isAffected(by: $0) }
  }

  /// What a setting has no effect with: `adam`, `cnn, depth 1`.
  package func reason(ineffective key: SettingKey) -> String {
    Self.settings[key].dependsOn.map { other in
      let text = text(of: other)
      let shown = Self.settings[other].shown(text)
      return Double(text) == nil ? shown : "\(other.title) \(shown)"
    }.joined(separator: ", ")
  }
}

extension Sequence where Element: RunConfiguration {
  /// The texts of a setting, each once, without that of runs on which it has no effect unless it has on none.
  package func values(of key: SettingKey) -> [String] {
    let affected = filter { $0.isAffected(by: key) }
    return affected.isEmpty ? map { $0.text(of: key) }.distinct : affected.map { $0.text(of: key) }.distinct
  }
}
