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
    help = Self.joined(all.map(\.help).distinct)
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

  /// What both laboratories say, once, and then what holds for classifiers alone: all of it, or another default.
  private static func joined(_ helps: [String]) -> String {
    guard let first = helps.first, helps.count == 2 else { return helps.joined(separator: " ") }
    let mark = " (default: "
    let parts = helps.map { $0.split(separator: mark, maxSplits: 1).map(String.init) }
    guard parts[0].count == 2, parts[1].count == 2, parts[0][0] == parts[1][0], first.hasSuffix(")") else {
      return helps.joined(separator: " Of classifiers: ")
    }
    return first.dropLast() + "; of classifiers " + parts[1][1]
  }

  private static func flag<L: ProgramLab>(of key: SettingKey, in _: L.Type) -> SettingFlag? {
    let table = L.Configuration.settings
    return table.keys.contains(key) ? SettingFlag(table[key]) : nil
  }
}
