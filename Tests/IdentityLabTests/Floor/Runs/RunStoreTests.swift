import Foundation
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
    let elsewhere = RunStore<ReconstructionLab>(output: folder.path("elsewhere"))
    let path = store.directory("0123456789abcdef").path
    #expect(try elsewhere.run(matching: path).output.map { $0.hasSuffix(folder.path) } == true)
    let copy = folder.path("0123456789abcdef")
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    let found = try elsewhere.run(matching: copy + "/")
    #expect(found.runKey == "0123456789abcdef" && found.output == nil && found.path.hasSuffix(copy))
    for text in [folder.path("nowhere/0123456789abcdef"), folder.path, "0123456789abcdef"] {
      #expect(#expect(throws: LabError.self) { try elsewhere.run(matching: text) }?.exitCode == 66, "\(text)")
    }
    #expect(#expect(throws: LabError.self) { try store.run(matching: "01") }?.exitCode == 64)
    #expect(#expect(throws: LabError.self) { try store.run(matching: "ff") }?.exitCode == 66)
    #expect(#expect(throws: LabError.self) { try store.run(matching: "") }?.exitCode == 66)
  }

  @Test("the runs of a picture are those of the output folder that it lies in")
  func pictures() throws {
    let folder = try TemporaryFolder()
    func output(_ picture: String) -> String? { RunStore<ReconstructionLab>.output(ofPicture: picture) }
    let pictures = ["out/figures/a.png", "out/sweeps/s/figures/a.png"].map(folder.path)
    #expect(pictures.allSatisfy { output($0) == nil }, "no runs, no output folder")
    try AtomicFile.write("", to: folder.path("out/runs/x"))
    #expect(pictures.allSatisfy { output($0) == folder.path("out") })
    #expect(output(folder.path("out/a.png")) == nil && output(folder.path("figures/a.png")) == nil)
  }
}
