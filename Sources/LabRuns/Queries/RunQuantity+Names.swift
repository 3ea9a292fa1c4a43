import LabBase

extension RunQuantity {
  /// All quantities of the laboratory: its settings, its findings, and what is known of every run.
  package static var all: [RunQuantity] {
    settings + L.quantities + common
  }

  /// The settings of the laboratory, in the order of its table.
  package static var settings: [RunQuantity] {
    L.Configuration.settings.settings.map { RunQuantity($0) }
  }

  /// The quantity of a setting.
  package static func setting(_ key: SettingKey) -> RunQuantity {
    RunQuantity(L.Configuration.settings[key])
  }

  /// The settings in which some runs differ, in the order of the table.
  package static func differing(among configurations: [L.Configuration]) -> [RunQuantity] {
    L.Configuration.settings.settings.filter { setting in
      let first = configurations.first.map(setting.text)
      return configurations.dropFirst().contains { setting.text($0) != first }
    }.map { RunQuantity($0) }
  }

  /// The quantity of a word: a name, a flag, or another word for it.
  ///
  /// - Parameter option: where the word stands, such as `columns`, for the error.
  /// - Throws: `LabError.badConfiguration` for any other word, with the nearest spelling.
  package static func named(_ word: String, option: String) throws(LabError) -> RunQuantity {
    let all = all
    guard let quantity = all.first(where: { $0.name == word || $0.aliases.contains(word) }) else {
      throw .badConfiguration(key: option, found: "\"\(word)\"", expected: choices(for: word, among: all))
    }
    return quantity
  }

  /// The quantities of words between commas, such as `identity,constant`.
  ///
  /// - Throws: `LabError.badConfiguration` for a word that is none, one that is empty or one said twice.
  package static func list(_ text: String, option: String) throws(LabError) -> [RunQuantity] {
    var quantities: [RunQuantity] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let quantity = try named(word.trimmed, option: option)
      guard !quantities.contains(where: { $0.name == quantity.name }) else {
        throw .badConfiguration(
          key: option, found: "\(quantity.name) twice in \"\(text)\"", expected: "each of them once")
      }
      quantities.append(quantity)
    }
    return quantities
  }

  /// What to say instead of a word: the nearest of all spellings, and the names without those of single probe families.
  private static func choices(for word: String, among all: [RunQuantity]) -> String {
    let nearest = Spelling.nearest(to: word, among: all.flatMap { [$0.name] + $0.aliases })
    let names = all.map(\.name).filter { !$0.contains("@") }
    return "one of \(names.joined(separator: ", "))" + (nearest.map { " (did you mean \"\($0)\"?)" } ?? "")
  }
}
