import Testing

@testable import LabBase
@testable import LabRuns
@testable import identity_lab

@Suite("The settings that are given tell which laboratory is meant")
struct SettingChoiceTests {
  private func choice(_ words: String...) -> SettingChoice {
    SettingChoice(words.map { SettingChoice.Word(word: $0, name: "--\($0)") })
  }

  @Test("settings of one laboratory alone choose it, shared ones the first")
  func settings() throws {
    #expect(try choice().laboratory() == .reconstruction)
    #expect(try choice("seed", "activation").laboratory() == .reconstruction)
    #expect(try choice("seed", "depth").laboratory() == .reconstruction)
    #expect(try choice("seed", "net").laboratory() == .memorisation)
    #expect(try choice("weight-decay", "weightDecay").laboratory() == .memorisation)
  }

  @Test("a name chooses where settings leave it open, and must not go against them")
  func named() throws {
    #expect(try choice("seed").laboratory(named: (.memorisation, "--task classify")) == .memorisation)
    let error = #expect(throws: LabError.self) {
      try choice("seed", "depth").laboratory(named: (.memorisation, "--task classify"))
    }
    #expect(error?.exitCode == 78 && error?.description.contains("--depth") == true)
    #expect(error?.description.contains("--task classify") == true)
  }

  @Test("settings of two laboratories are refused with one of each")
  func mixed() {
    let error = #expect(throws: LabError.self) { try choice("seed", "labels", "steps").laboratory() }
    #expect(error?.exitCode == 78)
    for flag in ["--labels", "--steps"] { #expect(error?.description.contains(flag) == true) }
    #expect(error?.description.contains("--seed") == false)
  }

  @Test("a word that is no setting is left to the one who reads the settings")
  func unknown() throws {
    #expect(try choice("nets", "labels").laboratory() == .memorisation)
  }
}
