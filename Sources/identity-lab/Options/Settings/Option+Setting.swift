import ArgumentParser
import IdentityLab
import LabRuns

extension Option where Value == GivenSetting? {
  /// The flag of a setting: its name, its words and, where nothing else is said, its help are those of the tables.
  init(setting key: SettingKey, help: ArgumentHelp? = nil) {
    let flag = SettingFlag(key)
    let completion = flag.words.map(CompletionKind.list) ?? Self.completion(of: key)
    self.init(
      name: .customLong(flag.name), help: help ?? ArgumentHelp(flag.help), completion: completion,
      transform: { GivenSetting(key: key, text: $0) })
  }

  /// How the values of a setting that takes no words are completed.
  private static func completion(of key: SettingKey) -> CompletionKind? {
    switch key {
    case .image: .images
    case .startWeights: .file(extensions: ["safetensors"])
    default: nil
    }
  }
}
