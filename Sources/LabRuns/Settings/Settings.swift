import LabBase

/// What a user said about an experiment, each setting as text: one value for a run, a list for a sweep.
///
/// Layers are laid over each other, the later winning: file, then flags. What nobody said is decided when a complete
/// configuration is made of it.
package struct Settings: Equatable, Sendable {
  /// The text of each setting that was given.
  package private(set) var values: [SettingKey: String] = [:]

  /// Makes settings that say nothing.
  package init() {}

  /// Makes settings of the given texts.
  package init(_ values: [SettingKey: String]) {
    self.values = values
  }

  /// All settings of a complete configuration that apply to it: completed again they give the same configuration.
  package init<Configuration: RunConfiguration>(of configuration: Configuration) {
    for setting in Configuration.settings.settings {
      let text = setting.text(configuration)
      if !text.isEmpty { values[setting.key] = text }
    }
  }

  /// The text of a setting; nil leaves it to the layers below.
  package subscript(key: SettingKey) -> String? {
    get { values[key] }
    set { values[key] = newValue }
  }

  /// These settings with those of `upper` laid over them.
  package func overlaid(with upper: Settings) -> Settings {
    Settings(values.merging(upper.values) { $1 })
  }

  /// Reads YAML, a mapping of settings' names to scalars or lists of scalars.
  ///
  /// An empty text says nothing.
  ///
  /// - Parameters:
  ///   - name: the file's name, for errors.
  ///   - names: the names of a laboratory's settings.
  /// - Throws: `LabError.badConfiguration` for an unknown name, with the nearest spelling, and for a value that is no
  ///   scalar or list; `LabError.badData` where the text is no YAML mapping.
  package init(yaml: String, name: String, names: [String]) throws(LabError) {
    guard let value = try YAMLValue.parse(yaml, name: name) else {
      self.init()
      return
    }
    try self.init(value, names: names)
  }

  /// Reads a YAML mapping that is a part of a larger file.
  package init(_ value: YAMLValue, names: [String]) throws(LabError) {
    var mapping = try YAMLMapping(
      value, keys: names, noun: "setting", contents: "a mapping of settings to values")
    for name in names {
      guard let value = mapping.take(name) else { continue }
      let texts = value.elements.compactMap(\.text)
      guard texts.count == value.elements.count, !texts.isEmpty else {
        throw .badConfiguration(key: value.place, found: "a nested value", expected: "a value or a list")
      }
      values[SettingKey(rawValue: name)] = texts.joined(separator: ",")
    }
  }
}
