import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite("Files name the laboratory that they are of")
struct LabMarkTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ToyLab>

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
  }

  private func makeRun() throws -> RunDirectory<ToyLab> {
    let experiment = ToyLab().makeExperiment(try ToyLab().makeConfiguration(Settings()))
    _ = try RunExecutor(store: store).run(experiment)
    return store.directory(experiment.runKey)
  }

  @Test("a run's settings and its status do; both are this laboratory's")
  func names() throws {
    let run = try makeRun()
    #expect(run.mark?.lab == "toy" && run.status?.lab == "toy")
    #expect(store.ownRuns(unmarked: false) == [run])
  }

  @Test("a run of another laboratory is not damaged; a file without a name is of the first one")
  func others() throws {
    let run = try makeRun()
    for (text, name) in [("{\"lab\": \"other\"}", "other"), ("{\"depth\": 3}", LabMark.unmarked)] {
      try AtomicFile.write(text, to: run.file("config.json"))
      #expect(run.mark?.lab == name)
      let error = #expect(throws: LabError.self) { try run.configuration() }
      #expect(error?.exitCode == 78 && error?.description.contains(name) == true)
      #expect(error?.description.contains("toy") == true)
      #expect(store.ownRuns(unmarked: true).isEmpty && store.runs == [run])
    }
  }

  @Test("what cannot be read tells nothing, and is anybody's", arguments: ["[", "[]", "{\"lab\": 3}"])
  func damaged(text: String) throws {
    let run = try makeRun()
    try AtomicFile.write(text, to: run.file("config.json"))
    #expect(run.mark == nil)
    #expect(store.ownRuns(unmarked: true) == [run] && store.ownRuns(unmarked: false).isEmpty)
    let error = #expect(throws: LabError.self) { try run.configuration() }
    #expect(error?.exitCode == 65)
  }
}
