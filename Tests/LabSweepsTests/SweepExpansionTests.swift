import Testing

@testable import LabBase
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("Lists multiplied out") struct SweepExpansionTests {
  private func expand(
    _ values: [SettingKey: String], zips: [[SettingKey]] = [], exclude: [String] = []
  ) throws -> SweepExpansion<ToyLab> {
    try SweepExpansion(
      Settings(values), zips: zips, exclusions: exclude.map { try SweepExclusion(parsing: $0) }, lab: ToyLab()
    )
  }

  private func pairs(_ expansion: SweepExpansion<ToyLab>) -> [[Double]] {
    expansion.runs.map { [$0.goal, $0.rate] }
  }

  @Test("every combination is there, the first setting slowest")
  func product() throws {
    let expansion = try expand([.goal: "1,2", .rate: "0.1..0.3:0.1"])
    #expect(pairs(expansion) == [[1, 0.1], [1, 0.2], [1, 0.3], [2, 0.1], [2, 0.2], [2, 0.3]])
    #expect(expansion.combinations == 6 && expansion.excluded == 0 && expansion.repeated == 0)
    #expect(
      expansion.axes == [
        SweepAxis(key: .goal, values: ["1", "2"]), SweepAxis(key: .rate, values: ["0.1", "0.2", "0.3"]),
      ])
  }

  @Test("zipped lists go in step, and are multiplied with the others")
  func zipped() throws {
    let expansion = try expand([.goal: "1,2", .rate: "0.1,0.2", .seed: "0,1"], zips: [[.rate, .goal]])
    #expect(pairs(expansion) == [[1, 0.1], [1, 0.1], [2, 0.2], [2, 0.2]])
    #expect(expansion.runs.map(\.seed) == [0, 1, 0, 1] && expansion.combinations == 4)
    #expect(expansion.axes.map(\.key) == [.goal, .rate, .seed])
  }

  @Test("zipped lists of different lengths, and settings that are not given, are refused by name")
  func badZip() {
    let error = #expect(throws: LabError.self) {
      try expand([.goal: "1,2", .rate: "1,2,3"], zips: [[.goal, .rate]])
    }
    #expect(
      error?.description
        == "rate: a list of 3 cannot be used; expected 2 values, as goal has, to go in step with it")
    let missing = #expect(throws: LabError.self) { try expand([.goal: "1,2"], zips: [[.goal, .rate]]) }
    #expect(missing?.description.hasPrefix("--zip: rate") == true && missing?.exitCode == 78)
  }

  @Test("an exclusion drops the combinations for which all its terms hold, whatever form their values have")
  func excluded() throws {
    let expansion = try expand([.goal: "1,2,3", .rate: "0.1,1e-2"], exclude: ["goal=2..3,rate=0.010"])
    #expect(pairs(expansion) == [[1, 0.1], [1, 0.01], [2, 0.1], [3, 0.1]])
    #expect(expansion.excluded == 2 && expansion.repeated == 0)
    #expect(try pairs(expand([.goal: "1,2", .rate: "1,2"], exclude: ["goal=1", "rate=2"])) == [[2, 1]])
  }

  @Test(
    "a bare name leaves the setting to its default where the other terms hold; what becomes equal is one run")
  func silenced() throws {
    let expansion = try expand([.goal: "1,2", .rate: "0.1,0.2"], exclude: ["goal=2,rate"])
    #expect(pairs(expansion) == [[1, 0.1], [1, 0.2], [2, 0.5]])
    #expect(expansion.excluded == 0 && expansion.repeated == 1)
    // The plan's axes are those of its runs.
    #expect(expansion.axes[1] == SweepAxis(key: .rate, values: ["0.1", "0.2", "0.5"]))
    #expect(try expand([.goal: "1,2", .rate: "3"], exclude: ["goal=2"]).axes.isEmpty)
  }

  @Test(
    "an exclusion that cannot be is refused",
    arguments: ["", "gaol=1", "goal=x", "goal=", "goal", "goal=1..", "seed=1", "goal=1,,rate", "goal=1..2"])
  func badExclusion(text: String) {
    let error = #expect(throws: LabError.self) { try expand([.goal: "1,2"], exclude: [text]) }
    #expect(error?.exitCode == 78 && error?.description.hasPrefix("--exclude") == true)
  }

  @Test("too many combinations are refused before any is made, by the list that is too long")
  func limit() {
    let error = #expect(throws: LabError.self) { try expand([.goal: "1..2000", .seed: "1..1000"]) }
    #expect(error?.description.hasPrefix("seed: more than 1000000 combinations") == true)
  }
}
