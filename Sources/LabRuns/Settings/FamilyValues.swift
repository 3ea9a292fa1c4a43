import LabBase

/// A setting's text with values of their own for some families of nets: `cnn:32,64;fcn:512`, or `16;fcn:512` where 16 is
/// that of all others.
struct FamilyValues {
  /// The text of each family that is named.
  let texts: [String: String]
  /// The text of all others; nil leaves the setting to its default there.
  let rest: String?

  /// Reads a text; nil of one that names no family.
  init?(_ text: String, of families: SettingDomain, name: String) throws(LabError) {
    guard case .words(let words, _) = families else { return nil }
    var texts: [String: String] = [:]
    var rest: String?
    for part in text.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed) {
      let word = words.first { part.hasPrefix($0 + ":") }
      let isFirst = word.map { texts[$0] == nil } ?? (rest == nil)
      guard isFirst else {
        throw .badConfiguration(
          key: name, found: "\"\(text)\"", expected: "each family once, and once the values of all others")
      }
      if let word {
        texts[word] = part.dropFirst(word.count + 1).trimmed
      } else {
        rest = part
      }
    }
    guard !texts.isEmpty else { return nil }
    self.texts = texts
    self.rest = rest
  }
}

extension Settings {
  /// The settings of each family of nets, where texts have values by family; otherwise these settings alone.
  ///
  /// - Throws: `LabError.badConfiguration` for values by family where it is not said which families there are.
  package func byFamily<Configuration>(_ table: SettingTable<Configuration>) throws(LabError) -> [Settings] {
    guard let familyKey = table.familyKey else { return [self] }
    let domain = table[familyKey].domain
    var divided: [(key: SettingKey, values: FamilyValues)] = []
    for key in table.keys where key != familyKey {
      guard let text = self[key], let values = try FamilyValues(text, of: domain, name: name(of: key)) else {
        continue
      }
      divided.append((key, values))
    }
    guard let first = divided.first else { return [self] }
    guard let text = self[familyKey] else {
      throw .badConfiguration(
        key: name(of: first.key), found: "values by \(familyKey.rawValue)",
        expected: "--\(table[familyKey].flag) beside them, which says of which there are nets")
    }
    var parts: [Settings] = []
    for value in try ValueList.parse(text, of: table[familyKey], name: name(of: familyKey)) {
      let family = try domain.checked(value, name: name(of: familyKey))
      var part = self
      part[familyKey] = family
      for (key, values) in divided { part[key] = values.texts[family] ?? values.rest }
      parts.append(part)
    }
    return parts
  }
}
