import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite("A study is made once, and again only where its file is not its own")
struct StudyTests {
  /// Counts how often it was made.
  private final class Counter: Sendable {
    let count = Atomic(0)
  }

  private struct Twice: Study {
    static let version = 2
    let name = "twice"
    let counter: Counter

    func measure(
      _ run: RunDirectory<ToyLab>, lab: ToyLab, threads: Int, onProgress: (Double) -> Void
    ) throws(LabError) -> [Double] {
      counter.count.add(1, ordering: .relaxed)
      return [2 * (try run.configuration().goal)]
    }
  }

  private let folder: TemporaryFolder
  private let lab = ToyLab()
  private let run: RunDirectory<ToyLab>
  private let path: String
  private let counter = Counter()

  init() throws {
    folder = try TemporaryFolder()
    let store = RunStore<ToyLab>(output: folder.path)
    let experiment = lab.makeExperiment(try lab.makeConfiguration(Settings([.goal: "3"])))
    _ = try RunExecutor(store: store).run(experiment)
    run = store.directory(experiment.runKey)
    path = run.file("studies/twice.json")
  }

  private func value() throws -> [Double] { try run.value(of: Twice(counter: counter), lab: lab) }

  private var count: Int { counter.count.load(ordering: .relaxed) }

  @Test("what was found is read the second time")
  func stored() throws {
    #expect(try value() == [6] && count == 1)
    #expect(try value() == [6] && count == 1)
  }

  @Test(
    "another version, another run, broken or cut JSON and other contents are made again and written anew",
    arguments: [
      #"{"runKey":"KEY","value":[7],"version":1}"#, #"{"runKey":"KEY","value":[7],"version":3}"#,
      #"{"runKey":"0123456789abcdef","value":[7],"version":2}"#, #"{"runKey":"KEY","value":"7","version":2}"#,
      #"{"runKey":"KEY","value":[7],"ver"#, "", "null", #"{"value":[7],"version":2}"#,
    ])
  func notItsOwn(text: String) throws {
    #expect(try value() == [6])
    let written = try AtomicFile.read(path)
    try AtomicFile.write(text.replacing("KEY", with: run.runKey), to: path)
    #expect(try value() == [6] && count == 2)
    #expect(try AtomicFile.read(path) == written)
  }

  @Test("its own file is believed")
  func itsOwn() throws {
    try AtomicFile.write(#"{"runKey":"\#(run.runKey)","value":[7],"version":2}"#, to: path)
    #expect(try value() == [7] && count == 0)
  }
}
