import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite("A table of settings") struct SettingTableTests {
  private let table = ToyLab.Configuration.settings

  @Test("what a setting says of a configuration is in its domain, and completes to it again")
  func texts() throws {
    for goal: Double in [0, -1.5, 1e300, .leastNonzeroMagnitude, 0.1 + 0.2] {
      for seed in [0, UInt64.max] {
        var configuration = ToyLab.Configuration()
        (configuration.goal, configuration.rate, configuration.steps, configuration.seed) = (
          goal, 1e-9, 7, seed
        )
        for setting in table.settings {
          let text = setting.text(configuration)
          #expect(try setting.domain.checked(text, key: setting.key) == text)
        }
        #expect(try ToyLab().makeConfiguration(Settings(of: configuration)).runKey == configuration.runKey)
      }
    }
  }

  @Test(
    "numbers that are none, or past the end of the numbers, are in no domain",
    arguments: ["nan", "inf", "1e400", ""])
  func notFinite(text: String) {
    #expect(throws: LabError.self) { try table[.goal].domain.checked(text, key: .goal) }
    #expect(throws: LabError.self) { try table[.steps].domain.checked(text, key: .steps) }
  }

  @Test("a word from outside becomes a key only where the table has it")
  func keys() throws {
    #expect(try table.key(named: "goal", place: "p") == .goal)
    #expect(#expect(throws: LabError.self) { try table.key(named: "gaol", place: "p") }?.exitCode == 78)
    #expect(#expect(throws: LabError.self) { try table.key(flag: "gaol", option: "o") }?.exitCode == 78)
    #expect(#expect(throws: LabError.self) { try table.require([.depth], in: "f") }?.exitCode == 65)
  }
}
