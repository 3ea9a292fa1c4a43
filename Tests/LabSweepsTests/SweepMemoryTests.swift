import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("A sweep takes no more memory than there is")
struct SweepMemoryTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ToyLab>
  private let lab = ToyLab()

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
  }

  /// Four runs of 1,000 bytes.
  private func runner(jobs: Int, memory: Double) throws -> SweepRunner<ToyLab> {
    let plan = try SweepPlan(name: "toy", settings: Settings([.seed: "0..3"]), lab: lab)
    return SweepRunner(
      plan: plan, store: store, launcher: InProcessLauncher(plan: plan, store: store, lab: lab), jobs: jobs,
      memory: memory)
  }

  @Test("jobs that do not fit are refused with the number that does, before anything is started or written")
  func refused() throws {
    for (jobs, memory, fitting) in [(4, 3999, 3), (8, 3999, 3), (2, 1999, 1)] {
      let error = #expect(throws: LabError.self) { try runner(jobs: jobs, memory: Double(memory)).run() }
      #expect(error?.exitCode == 78)
      #expect(error?.description.hasPrefix("--jobs: \(jobs)") == true)
      #expect(error?.description.contains("at most \(fitting),") == true, "\(error?.description ?? "")")
    }
    #expect(SweepDirectory<ToyLab>.names(output: folder.path).isEmpty)
    #expect(store.runs.isEmpty)
  }

  @Test("what fits is run; a run that does not fit alone is left to say so itself")
  func allowed() throws {
    #expect(try runner(jobs: 3, memory: 10).run().done == 4)
    // None is pending any more.
    #expect(try runner(jobs: 8, memory: 10).run().done == 4)
  }

  @Test("no more runs are counted than are pending")
  func pending() throws {
    #expect(try runner(jobs: 100, memory: 4000).run().done == 4)
  }

  @Test("what workers keep from run to run counts for each of them")
  func held() throws {
    let memory = WorkerMemory(available: 4500, held: 500)
    try memory.check([1000, 1000, 1000], jobs: 8)
    let error = #expect(throws: LabError.self) { try memory.check([1000, 1000, 1000, 1000], jobs: 8) }
    #expect(error?.description.contains("at most 3,") == true, "\(error?.description ?? "")")
  }

  @Test("a runner without workers is a programming error")
  func noJobs() async {
    await #expect(processExitsWith: .failure) {
      let plan = SweepPlan<ToyLab>(name: "", axes: [], runs: [])
      let store = RunStore<ToyLab>(output: "")
      _ = SweepRunner(
        plan: plan, store: store, launcher: InProcessLauncher(plan: plan, store: store, lab: ToyLab()),
        jobs: 0)
    }
  }
}
