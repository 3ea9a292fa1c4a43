import LabBase

extension Settings {
  /// Reads YAML, a mapping of settings to scalars or lists of scalars.
  ///
  /// A setting is called by its name or by its flag; an empty text says nothing.
  ///
  /// - Parameters:
  ///   - name: the file's name, for errors.
  ///   - table: the settings of a laboratory.
  /// - Throws: `LabError.badConfiguration` for an unknown name, with the nearest spelling, and for a value that is no
  ///   scalar or list; `LabError.badData` where the text is no YAML mapping.
  package init<Configuration>(
    yaml: String, name: String, table: SettingTable<Configuration>
  ) throws(LabError) {
    guard let value = try YAMLValue.parse(yaml, name: name) else {
      self.init()
      return
    }
    try self.init(value, table: table)
  }

  /// Reads a YAML mapping that is a part of a larger file.
  package init<Configuration>(
    _ value: YAMLValue, table: SettingTable<Configuration>
  ) throws(LabError) {
    self.init()
    var mapping = try YAMLMapping(
      value, keys: table.words, noun: "setting", contents: "a mapping of settings to values")
    for setting in table.settings {
      let given = setting.words.compactMap { mapping.take($0) }
      guard let value = given.first else { continue }
      guard given.count == 1 else {
        throw .badConfiguration(
          key: given[1].place, found: "the same setting as \(setting.key.rawValue)",
          expected: "one of the two")
      }
      give(try Self.text(value, of: setting, table), for: setting.key, named: value.place)
    }
  }

  /// The text of a scalar, of a list, or of a mapping from families to either: `cnn:32,64;fcn:512`.
  private static func text<Configuration>(
    _ value: YAMLValue, of setting: Setting<Configuration>, _ table: SettingTable<Configuration>
  ) throws(LabError) -> String {
    guard let pairs = value.pairs, let familyKey = table.familyKey, familyKey != setting.key else {
      return try listText(value)
    }
    var parts: [String] = []
    for (word, value) in pairs {
      guard case .words(let families, _) = table[familyKey].domain, families.contains(word) else {
        throw .badConfiguration(
          key: value.place, found: "no \(familyKey.title)",
          expected: "a value or a list, or a mapping to such from words of \(familyKey.title)")
      }
      parts.append("\(word):\(try listText(value))")
    }
    return parts.joined(separator: ";")
  }

  private static func listText(_ value: YAMLValue) throws(LabError) -> String {
    let texts = value.elements.compactMap(\.text)
    guard texts.count == value.elements.count, !texts.isEmpty else {
      throw .badConfiguration(key: value.place, found: "a nested value", expected: "a value or a list")
    }
    return texts.joined(separator: ",")
  }

  /// The settings as a YAML file that reads back to the same ones, in the order of a table.
  package func yaml<Configuration>(_ table: SettingTable<Configuration>) -> String {
    table.settings.compactMap { setting in
      self[setting.key].map { "\(setting.key.rawValue): \(YAMLValue.scalar($0))\n" }
    }.joined()
  }
}
