import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabRuns
@testable import LabSweeps

@Suite struct SweepTablesTests {
  @Test("fields with commas, quotes and line breaks are quoted")
  func csv() {
    #expect(CSV.text([["a", "b,c"], ["d\"e", "f\ng"]]) == "a,\"b,c\"\n\"d\"\"e\",\"f\ng\"\n")
  }

  @Test("the table has a row a run in the plan's order, empty where a run is not done")
  func partial() throws {
    let folder = try TemporaryFolder()
    let store = RunStore<ReconstructionLab>(output: folder.path)
    let settings = Settings([
      .depth: "1,2", .width: "2", .kernelSize: "3", .size: "6", .steps: "3", .tolerance: "0",
    ])
    let lab = ReconstructionLab.builtIn()
    let plan = try SweepPlan(name: "test", settings: settings, lab: lab)
    _ = try RunExecutor(store: store).run(try lab.makeExperiment(plan.runs[1]))
    let lines = SweepTables(plan: plan, store: store).resultsCSV().split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(lines.count == 3)
    #expect(Set(lines.map(\.count)).count == 1)
    let column = try #require(lines[0].firstIndex(of: "stopReason"))
    #expect(lines[1][column].isEmpty)
    #expect(lines[2][column] == "step-limit")
    let timings = SweepTables(plan: plan, store: store).timingsCSV().split(separator: "\n")
    #expect(timings[1].contains("pending") && timings[2].contains("done"))
    let forecast = SweepForecast(plan: plan, store: store, jobs: 2)
    #expect(forecast.runs == 2 && forecast.done == 1 && forecast.secondsAtMost > 0)
    let status = SweepStatus(plan: plan, store: store)
    #expect(status.done == 1 && status.pending == 1)
  }
}
