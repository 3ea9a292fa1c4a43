import Testing

@testable import IdentityLab
@testable import LabRuns
@testable import identity_lab

@Suite struct ExperimentOptionsTests {
  private static let table = ReconstructionConfiguration.settings

  @Test("every setting of the table is a flag, and what it is given arrives under its key")
  func everySetting() throws {
    let texts = Self.table.settings.map { ($0.key, "text of \($0.flag)") }
    let arguments = Self.table.settings.flatMap { ["--\($0.flag)", "text of \($0.flag)"] }
    let flags = try ExperimentOptions.parse(arguments).flags
    #expect(flags == Settings(Dictionary(uniqueKeysWithValues: texts)))
  }

  @Test("a flag alone says nothing of any other setting", arguments: table.settings.map(\.flag))
  func oneSetting(flag: String) throws {
    let key = try Self.table.key(flag: flag, option: "test")
    #expect(try ExperimentOptions.parse(["--\(flag)", "x"]).flags == Settings([key: "x"]))
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
