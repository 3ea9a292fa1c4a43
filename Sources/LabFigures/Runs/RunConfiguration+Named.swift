import LabRuns

extension RunConfiguration {
  /// Some of the run's settings as a list, such as `cnn · depth 5 · relu`; those that do not apply, are a thing's name
  /// or only about measuring are left out.
  package func named(_ keys: [SettingKey]) -> String {
    keys.compactMap { key in
      let setting = Self.settings[key]
      let text = text(of: key)
      guard !text.isEmpty, setting.naming != .name, setting.role == .training else { return nil }
      return setting.named(text)
    }.joined(separator: "\u{A0}· ")
  }
}

extension Setting {
  /// A value as a list of settings has it: a word that tells by itself alone, any other beside its title.
  package func named(_ value: String) -> String {
    if value.isEmpty { return "no \(key.title)" }
    switch naming {
    case .word, .name: return shown(value)
    case .qualifier: return "\(value == "none" ? "no" : shown(value))\u{A0}\(key.title)"
    case .titled: return "\(key.title)\u{A0}\(shown(value))"
    }
  }
}
