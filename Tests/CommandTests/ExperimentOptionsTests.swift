import Testing

@testable import IdentityLab
@testable import LabRuns
@testable import identity_lab

@Suite struct ExperimentOptionsTests {
  private static let table = ReconstructionConfiguration.settings

  /// Flags that take no text: what they say is that it is so.
  private static let switches: Set<SettingKey> = [.gray]

  private static func arguments(_ setting: Setting<ReconstructionConfiguration>, _ text: String) -> [String] {
    ["--\(setting.flag)"] + (switches.contains(setting.key) ? [] : [text])
  }

  private static func said(_ key: SettingKey, _ text: String) -> String {
    switches.contains(key) ? "true" : text
  }

  @Test("every setting of the table is a flag, and what it is given arrives under its key")
  func everySetting() throws {
    let texts = Self.table.settings.map { ($0.key, Self.said($0.key, "text of \($0.flag)")) }
    let arguments = Self.table.settings.flatMap { Self.arguments($0, "text of \($0.flag)") }
    let flags = try ExperimentOptions.parse(arguments).flags
    #expect(flags == Settings(Dictionary(uniqueKeysWithValues: texts)))
  }

  @Test("a flag alone says nothing of any other setting", arguments: table.settings.map(\.key))
  func oneSetting(key: SettingKey) throws {
    let arguments = Self.arguments(Self.table[key], "x")
    #expect(try ExperimentOptions.parse(arguments).flags == Settings([key: Self.said(key, "x")]))
  }

  @Test("every flag is a setting of the table, but for the one that names a file of them")
  func everyFlag() {
    let help = ExperimentOptions.helpMessage(includeHidden: false, columns: 1000)
    let flags = help.matches(of: /--([a-z-]+)/).map { String($0.1) }.filter { $0 != "help" }
    #expect(Set(flags) == Set(Self.table.settings.map(\.flag) + ["config"]))
  }

  @Test("every setting says what it is")
  func help() {
    let help = ExperimentOptions.helpMessage(includeHidden: false, columns: 1000)
    for setting in Self.table.settings {
      #expect(!setting.help.isEmpty && help.contains(setting.help), "\(setting.key.rawValue)")
    }
  }
}
