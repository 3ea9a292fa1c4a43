import LabBase

/// What tells of a file of settings whose they are, before any is read: the laboratory that it names, and the names of
/// the settings.
package struct SettingsFileHead {
  /// The laboratory; of a run's config.json the first one where it names none, of YAML nil then.
  package let mark: LabMark?
  /// The names of its settings; none of a run's config.json, which names its laboratory.
  package let words: [String]

  /// Reads a file.
  ///
  /// - Throws: `LabError` for a file that cannot be read, or that is no YAML.
  package init(reading path: String) throws(LabError) {
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    let value = try YAMLValue.parse(text, name: path)
    let names = value?.pairs?.map(\.key) ?? []
    let isRun = names.contains("numerics")
    mark = isRun || names.contains(LabMark.key) ? LabMark(value) : nil
    words = isRun ? [] : names
  }
}
