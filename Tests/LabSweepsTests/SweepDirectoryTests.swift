import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite struct SweepDirectoryTests {
  @Test("a sweep is meant by its name, or by the path of its folder wherever that is")
  func matching() {
    func found(_ text: String) -> [String] {
      let directory = SweepDirectory<ToyLab>(matching: text, output: "out")
      return [directory.output, directory.name]
    }
    #expect(found("deep") == ["out", "deep"])
    #expect(found("/a/b/sweeps/deep/") == ["/a/b", "deep"] && found("/a/b/sweeps/deep") == ["/a/b", "deep"])
    #expect(found("/a/b/deep") == ["out", "/a/b/deep"])
  }

  @Test("of two plans that take one name at the same moment one is refused")
  func together() throws {
    for round in 0..<30 {
      let folder = try TemporaryFolder()
      let plans = try ["1..4", "5..20"].map { goals in
        try SweepPlan(name: "s", settings: Settings([.goal: goals]), lab: ToyLab())
      }
      let directory = SweepDirectory<ToyLab>(output: folder.path, name: "s")
      let taken = ParallelMap.values(2, threads: 2) { (try? directory.freeze(plans[$0])) != nil }
      #expect(taken.count(where: \.self) == 1, "\(round)")
      #expect(try directory.plan() == plans[taken[0] ? 0 : 1])
    }
  }

  @Test("a plan names its laboratory, and is no other's")
  func laboratory() throws {
    let folder = try TemporaryFolder()
    let directory = SweepDirectory<ToyLab>(output: folder.path, name: "s")
    let plan = try SweepPlan(name: "s", settings: Settings([.goal: "1,2"]), lab: ToyLab())
    try directory.freeze(plan)
    #expect(directory.mark?.lab == "toy")
    #expect(try directory.plan() == plan)
    #expect(SweepStatus(plan: plan, store: RunStore(output: folder.path)).lab == "toy")
    let head = String(decoding: try AtomicFile.read(directory.file("sweep.json")), as: UTF8.self)
    for (text, name) in [
      (head.replacing("\"toy\"", with: "\"other\""), "other"),
      (head.replacing("\"lab\"", with: "\"no-lab\""), LabMark.unmarked),
    ] {
      try AtomicFile.write(text, to: directory.file("sweep.json"))
      let error = #expect(throws: LabError.self) { try directory.plan() }
      #expect(error?.exitCode == 78 && error?.description.contains("laboratory \(name)") == true)
    }
  }
}
