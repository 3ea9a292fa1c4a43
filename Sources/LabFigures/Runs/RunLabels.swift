import LabRuns

/// Names for the runs of a figure: the settings of the net in which they differ and, where those do not tell every
/// run from every other, those of its training.
package struct RunLabels<Configuration: RunConfiguration> {
  private let keys: [SettingKey]

  /// Finds the settings that differ; the seed is left out, or others with `hidden`.
  package init(_ configurations: [Configuration], hiding hidden: Set<SettingKey> = [.seed]) {
    let table = Configuration.settings
    func differing(_ keys: [SettingKey]) -> [SettingKey] {
      keys.filter { key in
        !hidden.contains(key) && configurations.values(of: key).count > 1
      }
    }
    // A recipe may train its deep nets otherwise than its shallow ones; what a row is named by is the net.
    var keys = differing(table.labelKeys)
    for key in differing(table.keys.filter { !table.labelKeys.contains($0) }) {
      let names = Set(configurations.map { configuration in keys.map { configuration.text(of: $0) } })
      if names.count < configurations.count { keys.append(key) }
    }
    let usual = hidden.contains(table.principal) ? [] : [table.principal]
    self.keys = keys.isEmpty ? usual : keys
  }

  /// Such as `depth 5` or `linear · depth 2`; a setting and its number stay on one line.
  ///
  /// Empty where runs differ in nothing but what is hidden.
  package func label(_ configuration: Configuration) -> String {
    keys.compactMap { key in
      let text = configuration.text(of: key)
      if text.isEmpty { return nil }
      let setting = Configuration.settings[key]
      // Words stand alone, such as a start's, but for those that would not tell.
      return Double(text) == nil && setting.naming != .qualifier ? setting.shown(text) : setting.named(text)
    }.joined(separator: "\u{A0}· ")
  }
}
