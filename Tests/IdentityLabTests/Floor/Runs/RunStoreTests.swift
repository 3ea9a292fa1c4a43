import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabRuns

@Suite struct RunStoreTests {
  @Test("a run is found by its key, its first digits or its folder")
  func matching() throws {
    let folder = try TemporaryFolder()
    let store = RunStore<ReconstructionLab>(output: folder.path)
    for key in ["0123456789abcdef", "0199999999999999"] {
      try AtomicFile.write("", to: store.directory(key).file("log.jsonl"))
    }
    #expect(store.runs.map(\.runKey) == ["0123456789abcdef", "0199999999999999"])
    for text in [
      "0123456789abcdef", "0123", "0123456789ABCDEF", store.directory("0123456789abcdef").path + "/",
    ] {
      #expect(try store.run(matching: text).runKey == "0123456789abcdef")
    }
    #expect(#expect(throws: LabError.self) { try store.run(matching: "01") }?.exitCode == 64)
    #expect(#expect(throws: LabError.self) { try store.run(matching: "ff") }?.exitCode == 66)
    #expect(#expect(throws: LabError.self) { try store.run(matching: "") }?.exitCode == 66)
  }
}
