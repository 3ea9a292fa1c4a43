import LabBase

/// Turns the texts of settings into values, each checked by the table's domain.
package struct SettingParser<Configuration> {
  /// The texts.
  package let settings: Settings
  private let table: SettingTable<Configuration>

  /// Reads settings after a table.
  package init(_ settings: Settings, table: SettingTable<Configuration>) {
    self.settings = settings
    self.table = table
  }

  /// The text of a setting in the form that runs are known by; nil where nothing was said.
  ///
  /// - Throws: `LabError.badConfiguration` naming the setting, its text and what was expected.
  package func text(_ key: SettingKey) throws(LabError) -> String? {
    try text(key, in: table[key].domain)
  }

  /// The text of a setting of which less is allowed here than the table says; nil where nothing was said.
  ///
  /// - Throws: `LabError.badConfiguration` naming the setting, its text and what was expected.
  package func text(_ key: SettingKey, in domain: SettingDomain) throws(LabError) -> String? {
    guard let text = settings[key] else { return nil }
    return try domain.checked(text, name: settings.name(of: key))
  }

  /// A word of a closed list.
  package func choice<Choice: RawRepresentable<String>>(
    _ key: SettingKey, default fallback: Choice
  ) throws(LabError) -> Choice {
    guard let text = try text(key) else { return fallback }
    guard let choice = Choice(rawValue: text) else {
      preconditionFailure("the domain of \(key.rawValue) holds \(text), of which there is no \(Choice.self)")
    }
    return choice
  }

  /// A whole number; nil where nothing was said.
  package func integer(_ key: SettingKey) throws(LabError) -> Int? {
    try text(key).flatMap { Int($0) }
  }

  /// An unsigned number; nil where nothing was said.
  package func unsigned(_ key: SettingKey) throws(LabError) -> UInt64? {
    try text(key).flatMap { UInt64($0) }
  }

  /// A number; nil where nothing was said.
  package func number(_ key: SettingKey) throws(LabError) -> Double? {
    try text(key).flatMap { Double($0) }
  }
}
