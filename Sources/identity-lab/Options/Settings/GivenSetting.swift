import IdentityLab
import LabRuns

/// A setting that was given on the command line, with its text.
struct GivenSetting: Equatable, Sendable {
  /// Which setting.
  let key: SettingKey
  /// What was said.
  let text: String
}

extension Settings {
  /// The settings that were given.
  init(_ given: [GivenSetting?]) {
    self.init()
    for setting in given.compactMap({ $0 }) {
      let flag = ReconstructionConfiguration.settings[setting.key].flag
      give(setting.text, for: setting.key, named: "--\(flag)")
    }
  }
}
