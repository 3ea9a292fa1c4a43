import LabBase

/// A file of settings: YAML that a user wrote, or a run's config.json, which has facts beside them; either may name the
/// laboratory, see ``SettingsFileHead``.
package struct SettingsFile<Configuration: RunConfiguration> {
  /// What the file says.
  package let settings: Settings
  /// The complete configuration that it is; nil of YAML.
  package let stored: Configuration?
  private let path: String

  /// Reads a file; one that has the version of the arithmetic, which no user sets, is a complete configuration.
  ///
  /// - Throws: `LabError` for a file that cannot be read, that is no mapping of settings, or a damaged configuration.
  package init(reading path: String) throws(LabError) {
    self.path = path
    let bytes = try AtomicFile.read(path)
    let value = try YAMLValue.parse(String(decoding: bytes, as: UTF8.self), name: path)
    guard let value, value.pairs?.contains(where: { $0.key == "numerics" }) == true else {
      stored = nil
      settings =
        try value.map { value throws(LabError) in
          try Settings(value.without(LabMark.key), table: Configuration.settings)
        } ?? Settings()
      return
    }
    let stored: Configuration = try JSONFile.decode(bytes, path: path, contents: "a run's configuration")
    var settings = Settings()
    for (key, text) in Settings(of: stored).values {
      settings.give(text, for: key, named: "\(path): \(key.rawValue)")
    }
    self.stored = stored
    self.settings = settings
  }

  /// What to say of a run of the same settings as the file's that is another one; nil where it is the same run, or one of
  /// other settings.
  package func difference(from configuration: Configuration) -> String? {
    guard let stored, stored != configuration, Settings(of: stored) == Settings(of: configuration) else {
      return nil
    }
    let what =
      stored.numerics == configuration.numerics
      ? "the data here are not its" : "this program's arithmetic is of another version"
    return "\(path) is run \(stored.runKey); \(what), so that this is run \(configuration.runKey)"
  }
}
