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

  /// What is otherwise in the training of a run than in that of another, such as
  /// `initializer torch → kaiming-normal · clip norm none → 10`.
  ///
  /// What belongs to the net and the seed are no training; what one of them does not have because of another setting,
  /// such as a momentum, is not told. Nil where the labels tell all that differs: a rule that says
  /// so once more would part every row from the next.
  package func change(from other: Configuration, to configuration: Configuration) -> String? {
    let table = Configuration.settings
    let changed = table.keys.filter { key in
      key != .seed && table[key].role == .training && !table.netKeys.contains(key)
        && other.text(of: key) != configuration.text(of: key)
        && (table[key].dependsOn.isEmpty
          || [other, configuration].allSatisfy { !$0.text(of: key).isEmpty })
    }
    guard !changed.allSatisfy(keys.contains) else { return nil }
    return changed.map { key in
      let texts = [other, configuration].map { run in
        let text = run.text(of: key)
        return text.isEmpty ? "none" : table[key].shown(text)
      }
      return "\(key.title) \(texts[0])\u{A0}→\u{A0}\(texts[1])".replacing(" ", with: "\u{A0}")
    }.joined(separator: " · ")
  }
}
