import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns
@testable import LabSweeps

@Suite struct SweepPlanTests {
  private func plan(
    _ values: [SettingKey: String], name: String? = "test"
  ) throws -> SweepPlan<ReconstructionLab> {
    let settings = Settings(
      values.merging([.size: "6", .width: "2", .kernelSize: "3"]) { a, _ in a })
    return try SweepPlan(name: name, settings: settings, lab: ReconstructionLab.builtIn())
  }

  @Test("every combination is there once, the first axis slowest")
  func order() throws {
    let plan = try plan([.depth: "1,3", .seed: "0..2"])
    #expect(plan.axes.map(\.key) == [.depth, .seed])
    #expect(plan.runs.map(\.depth) == [1, 1, 1, 3, 3, 3])
    #expect(plan.runs.map(\.seed) == [0, 1, 2, 0, 1, 2])
  }

  @Test("combinations that come to the same run are one run")
  func duplicates() throws {
    let plan = try plan([.architecture: "fcn,cnn", .kernelSize: "3,5", .depth: "1"])
    #expect(plan.runs.map(\.kernelSize) == [nil, 3, 5])
    #expect(try self.plan([.depth: "1,1"]).runs.count == 1)
  }

  @Test("a name is made of the axes, and other runs get another one")
  func usualName() throws {
    let first = try plan([.depth: "1,3"], name: nil)
    #expect(first.name.hasPrefix("depth-"))
    #expect(try plan([.depth: "1,3"], name: nil).name == first.name)
    #expect(try plan([.depth: "1,5"], name: nil).name != first.name)
  }

  @Test("a name that is no folder's is refused", arguments: ["", "a/b", ".hidden", "ä", "a b"])
  func badNames(name: String) {
    #expect(throws: LabError.self) { try plan([:], name: name) }
  }

  @Test("a combination that cannot be run is refused before anything runs")
  func badCombination() {
    #expect(throws: LabError.self) { try plan([.architecture: "resnet", .depth: "2,3"]) }
  }

  @Test("a plan is frozen, read back the same, and another one of its name is refused")
  func freeze() throws {
    let folder = try TemporaryFolder()
    let directory = SweepDirectory<ReconstructionLab>(output: folder.path, name: "test")
    #expect(#expect(throws: LabError.self) { try directory.plan() }?.exitCode == 66)
    let plan = try plan([.depth: "1,3", .learningRate: "0.1,1e-7"])
    try directory.freeze(plan)
    #expect(try directory.plan() == plan)
    try directory.freeze(plan)
    let other = try self.plan([.depth: "1,5"])
    #expect(#expect(throws: LabError.self) { try directory.freeze(other) }?.exitCode == 78)
    #expect(try directory.plan() == plan)
  }

  @Test("a broken manifest is refused by file and line")
  func brokenManifest() throws {
    let folder = try TemporaryFolder()
    let directory = SweepDirectory<ReconstructionLab>(output: folder.path, name: "test")
    try directory.freeze(try plan([.depth: "1,3"]))
    let text = String(decoding: try AtomicFile.read(directory.file("manifest.jsonl")), as: UTF8.self)
    let lines = text.split(separator: "\n")
    try AtomicFile.write(lines[0] + "\n", to: directory.file("manifest.jsonl"))
    #expect(throws: LabError.self) { try directory.plan() }
    try AtomicFile.write(
      lines[0] + "\n" + lines[1].replacing("\"depth\":3", with: "\"depth\":4") + "\n",
      to: directory.file("manifest.jsonl"))
    let error = #expect(throws: LabError.self) { try directory.plan() }
    #expect(error?.description.contains("line 2") == true)
  }
}
