import LabBase

/// All settings of a laboratory, in the order of tables and of axes.
package struct SettingTable<Configuration>: Sendable {
  /// The settings.
  package let settings: [Setting<Configuration>]
  /// The setting that stands for a net where none varies, and is the rows of grids and the axis of curves where
  /// nothing else is said.
  package let principal: SettingKey
  /// The settings that name a net in a figure, in the order in which they are said.
  package let labelKeys: [SettingKey]
  /// The settings that say what is trained on what, in the order of summaries; all others say how.
  package let netKeys: [SettingKey]
  private let places: [SettingKey: Int]

  /// Makes a table; the keys given must be those of settings in it.
  package init(
    _ settings: [Setting<Configuration>], principal: SettingKey, labelKeys: [SettingKey],
    netKeys: [SettingKey]
  ) {
    self.settings = settings
    self.principal = principal
    self.labelKeys = labelKeys
    self.netKeys = netKeys
    places = Dictionary(uniqueKeysWithValues: settings.enumerated().map { ($1.key, $0) })
    let known = places
    precondition(
      ([principal] + labelKeys + netKeys).allSatisfy { known[$0] != nil },
      "a key without a setting among \(labelKeys + netKeys)")
  }

  /// The keys, in the order of the table.
  package var keys: [SettingKey] { settings.map(\.key) }

  /// The settings that a configuration holds: all but shorthands.
  package var held: [Setting<Configuration>] { settings.filter { $0.role != .shorthand } }

  /// The names of all keys.
  package var names: [String] { settings.map(\.key.rawValue) }

  /// The setting of a key, which must be in the table.
  package subscript(key: SettingKey) -> Setting<Configuration> {
    guard let place = places[key] else {
      preconditionFailure("no setting \(key.rawValue) among \(names.joined(separator: ", "))")
    }
    return settings[place]
  }

  /// The key of a name in a file.
  ///
  /// - Parameter place: where the name stands, for errors.
  /// - Throws: `LabError.badConfiguration` for any other word, with the nearest spelling.
  package func key(named word: String, place: String) throws(LabError) -> SettingKey {
    let key = SettingKey(rawValue: word)
    guard places[key] != nil else {
      throw .badConfiguration(
        key: place, found: "\"\(word)\"", expected: Spelling.choices(for: word, among: names))
    }
    return key
  }

  /// The key of a word on the command line: a setting's flag or its name.
  ///
  /// - Throws: `LabError.badConfiguration` of `option` for any other word.
  package func key(flag word: String, option: String) throws(LabError) -> SettingKey {
    guard let setting = settings.first(where: { $0.flag == word || $0.key.rawValue == word }) else {
      throw .badConfiguration(
        key: option, found: "\"\(word)\"",
        expected: "an axis: " + settings.map(\.flag).joined(separator: ", "))
    }
    return setting.key
  }

  /// Requires that a key that was read from one of our own files is in the table.
  ///
  /// - Throws: `LabError.badData` naming the file.
  package func require(_ keys: [SettingKey], in path: String) throws(LabError) {
    for key in keys where places[key] == nil {
      throw .badData(path: path, expected: "settings of this laboratory", found: "\"\(key.rawValue)\"")
    }
  }
}
