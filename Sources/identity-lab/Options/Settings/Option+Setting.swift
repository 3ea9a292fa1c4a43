import ArgumentParser
import IdentityLab
import LabRuns

extension Option where Value == GivenSetting? {
  /// The flag of a setting: its name, its words and, where nothing else is said, its help are those of the tables.
  init(setting key: SettingKey, help: ArgumentHelp? = nil) {
    let flag = SettingFlag(key)
    let completion = flag.words.map(CompletionKind.list) ?? (key == .image ? .images : nil)
    self.init(
      name: .customLong(flag.name), help: help ?? ArgumentHelp(flag.help), completion: completion,
      transform: { GivenSetting(key: key, text: $0) })
  }
}
