import LabBase

/// What a user said about an experiment, each setting as text: one value for a run, a list for a sweep.
///
/// Layers are laid over each other, the later winning: file, then flags. What nobody said is decided when a complete
/// configuration is made of it.
package struct Settings: Sendable {
  /// The text of each setting that was given.
  package private(set) var values: [SettingKey: String] = [:]
  private var names: [SettingKey: String] = [:]

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

  /// Gives a setting a text.
  ///
  /// - Parameter name: what it is called where it is given, such as `--kernel-size`, for errors.
  package mutating func give(_ text: String, for key: SettingKey, named name: String) {
    values[key] = text
    names[key] = name
  }

  /// What a setting was called where it was given, for errors; its key where nothing else was said.
  package func name(of key: SettingKey) -> String { names[key] ?? key.rawValue }

  /// These settings with those of `upper` laid over them.
  package func overlaid(with upper: Settings) -> Settings {
    var settings = self
    for (key, text) in upper.values { settings.give(text, for: key, named: upper.name(of: key)) }
    return settings
  }
}

/// Settings that say the same are equal, whatever they were called.
extension Settings: Equatable {
  /// Compares the texts.
  package static func == (first: Settings, second: Settings) -> Bool { first.values == second.values }
}
