import LabBase
import LabRuns

/// What an earlier source says of some runs: the settings that tell which, and its numbers.
package struct PaperRow: Codable, Equatable, Sendable {
  /// The settings of the runs it is of, as texts; what is not said may be anything.
  package let runs: [String: String]
  /// Its numbers by the findings' names, shares in percent.
  package let numbers: [String: Double]

  private static let contents = "a mapping of settings and findings to values"

  /// Reads a list of mappings, each of settings and of findings.
  ///
  /// - Throws: `LabError.badConfiguration` for a name that is neither's, with the nearest spelling.
  static func list(_ value: YAMLValue) throws(LabError) -> [PaperRow] {
    var rows: [PaperRow] = []
    for element in value.elements { rows.append(try PaperRow(element)) }
    return rows
  }

  private init(_ value: YAMLValue) throws(LabError) {
    guard let pairs = value.pairs else {
      throw .badConfiguration(key: value.place, found: value.text ?? "a list", expected: Self.contents)
    }
    var runs: [String: String] = [:]
    var numbers: [String: Double] = [:]
    for (name, value) in pairs {
      if MemorisationFinding(rawValue: name) != nil {
        numbers[name] = try value.number(expected: "a number")
      } else {
        let key = try Self.setting(name, place: value.place)
        runs[key.rawValue] = try Self.text(value, of: key)
      }
    }
    (self.runs, self.numbers) = (runs, numbers)
  }

  /// Reads a row of a picture's recipe and validates it as one of a YAML file is.
  ///
  /// - Throws: `DecodingError` for what is no row, `LabError` for names and texts that none can have.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    runs = try container.decode([String: String].self, forKey: .runs)
    numbers = try container.decode([String: Double].self, forKey: .numbers)
    for (name, text) in runs {
      let key = try Self.setting(name, place: "paper")
      _ = try MemorisationConfiguration.settings[key].domain.checked(text, name: "paper: \(name)")
    }
    for name in numbers.keys where MemorisationFinding(rawValue: name) == nil {
      throw LabError.badConfiguration(key: "paper", found: "\"\(name)\"", expected: Self.contents)
    }
  }

  /// Whether it is of a run; a setting without effect on it is no reason against it.
  func isOf(_ configuration: MemorisationConfiguration) -> Bool {
    runs.allSatisfy { configuration.fits($1, of: SettingKey(rawValue: $0)) }
  }

  private static func setting(_ name: String, place: String) throws(LabError) -> SettingKey {
    let table = MemorisationConfiguration.settings
    guard !table.names.contains(name) else { return SettingKey(rawValue: name) }
    throw .badConfiguration(
      key: place, found: "\"\(name)\"",
      expected: Spelling.choices(
        for: name, among: table.names + MemorisationFinding.allCases.map(\.rawValue)))
  }

  private static func text(_ value: YAMLValue, of key: SettingKey) throws(LabError) -> String {
    guard let text = value.text else {
      throw .badConfiguration(key: value.place, found: "a nested value", expected: "a value")
    }
    return try MemorisationConfiguration.settings[key].domain.checked(text, name: value.place)
  }
}
