import LabRuns

/// A setting that was given on the command line, with its text.
struct GivenSetting: Equatable, Sendable {
  /// Which setting.
  let key: SettingKey
  /// What was said.
  let text: String

  /// What it is called on the command line.
  var name: String { "--\(SettingFlag(key).name)" }
}

extension Settings {
  /// The settings that were given.
  init(_ given: [GivenSetting]) {
    self.init()
    for setting in given { give(setting.text, for: setting.key, named: setting.name) }
  }
}
