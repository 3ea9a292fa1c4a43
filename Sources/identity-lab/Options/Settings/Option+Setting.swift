import ArgumentParser
import IdentityLab
import LabRuns

extension Option where Value == GivenSetting? {
  /// The flag of a setting: its name, its words and, where nothing else is said, its help are those of the table.
  init(setting key: SettingKey, help: ArgumentHelp? = nil) {
    let setting = ReconstructionConfiguration.settings[key]
    let completion: CompletionKind? =
      if case .words(let words, _) = setting.domain { .list(words) } else if key == .image { .images } else {
        nil
      }
    self.init(
      name: .customLong(setting.flag), help: help ?? ArgumentHelp(setting.help),
      completion: completion, transform: { GivenSetting(key: key, text: $0) })
  }
}
