import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabRuns
@testable import identity_lab

@Suite struct ExperimentOptionsTests {
  /// Every setting of any laboratory.
  private static let keys = LabName.allCases.flatMap { keys(of: $0.laboratory) }.distinct

  private static func keys<L: ProgramLab>(of _: L.Type) -> [SettingKey] { L.Configuration.settings.keys }

  /// Flags that take no text: what they say is that it is so.
  private static let switches: Set<SettingKey> = [.gray]

  private static func arguments(_ key: SettingKey, _ text: String) -> [String] {
    ["--\(SettingFlag(key).name)"] + (switches.contains(key) ? [] : [text])
  }

  private static func said(_ key: SettingKey, _ text: String) -> String {
    switches.contains(key) ? "true" : text
  }

  @Test("every setting of the tables is a flag, and what it is given arrives under its key")
  func everySetting() throws {
    let texts = Self.keys.map { ($0, Self.said($0, "text of \($0.rawValue)")) }
    let arguments = Self.keys.flatMap { Self.arguments($0, "text of \($0.rawValue)") }
    let flags = Settings(try ExperimentOptions.parse(arguments).given)
    #expect(flags == Settings(Dictionary(uniqueKeysWithValues: texts)))
  }

  @Test("a flag alone says nothing of any other setting", arguments: keys)
  func oneSetting(key: SettingKey) throws {
    let given = try ExperimentOptions.parse(Self.arguments(key, "x")).given
    #expect(given == [GivenSetting(key: key, text: Self.said(key, "x"))])
  }

  @Test("every flag is a setting of the tables, but for the file of them and the task")
  func everyFlag() {
    let help = ExperimentOptions.helpMessage(includeHidden: false, columns: 1000)
    let flags = help.matches(of: /^  --([a-z-]+)/.anchorsMatchLineEndings()).map { String($0.1) }
    #expect(Set(flags) == Set(Self.keys.map { SettingFlag($0).name } + ["config", "task"]))
  }

  @Test("every setting says what it is, for every laboratory that has it")
  func help() {
    let help = ExperimentOptions.helpMessage(includeHidden: false, columns: 1000)
    for lab in LabName.allCases {
      for text in Self.helps(of: lab.laboratory) {
        // Where both laboratories say the same of a setting, it is said once, with both defaults.
        let parts = text.dropLast().split(separator: " (default: ")
        #expect(!parts.isEmpty && parts.allSatisfy { help.contains($0) }, "\(text)")
      }
    }
  }

  private static func helps<L: ProgramLab>(of _: L.Type) -> [String] {
    L.Configuration.settings.settings.map(\.help)
  }
}
