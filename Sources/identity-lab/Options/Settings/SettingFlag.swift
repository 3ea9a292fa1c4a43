import ArgumentParser
import IdentityLab
import LabBase
import LabRuns

/// A setting as a flag: what the tables of the laboratories that have it say of it.
struct SettingFlag {
  /// The flag, without dashes.
  let name: String
  /// What its help says: of a setting of both laboratories what holds for either.
  let help: String
  /// The words that it takes; nil of one that takes others.
  let words: [String]?
  /// Whether its values are names of things, such as images.
  let isName: Bool
  /// A value as pages show it, such as a file without its folders.
  let shown: @Sendable (String) -> String

  /// Looks a setting up, which some laboratory must have.
  init(_ key: SettingKey) {
    let all = LabName.allCases.compactMap { Self.flag(of: key, in: $0.laboratory) }
    guard let first = all.first else {
      preconditionFailure("no laboratory has a setting \(key.rawValue)")
    }
    precondition(all.allSatisfy { $0.name == first.name }, "two flags for the setting \(key.rawValue)")
    name = first.name
    help = all.map(\.help).distinct.joined(separator: " Of classifiers: ")
    let lists = all.compactMap(\.words)
    words = lists.isEmpty ? nil : lists.flatMap(\.self).distinct
    isName = first.isName
    shown = first.shown
  }

  private init<Configuration>(_ setting: Setting<Configuration>) {
    name = setting.flag
    help = setting.help
    words = if case .words(let words, _) = setting.domain { words } else { nil }
    isName = setting.naming == .name
    shown = setting.shown
  }

  private static func flag<L: ProgramLab>(of key: SettingKey, in _: L.Type) -> SettingFlag? {
    let table = L.Configuration.settings
    return table.keys.contains(key) ? SettingFlag(table[key]) : nil
  }
}
