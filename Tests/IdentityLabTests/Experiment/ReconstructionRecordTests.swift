import Foundation
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabRuns

@Suite struct ReconstructionRecordTests {
  @Test(
    "a result that no run can have found is not believed, and the run is made again",
    arguments: [
      ("\"outcome\" : \"fitted\"", "\"outcome\" : \"plateau\""), ("\"steps\" : 3", "\"steps\" : -3"),
      ("\"finalLoss\" : 0.01", "\"finalLoss\" : -0.01"), ("\"initialLoss\" : 1", "\"initialLoss\" : -1"),
      ("\"correlationWithIdentity\" : 0.5", "\"correlationWithIdentity\" : 1.5"),
      ("\"count\" : 20", "\"count\" : 0"), ("\"parameterCount\" : 9", "\"parameterCount\" : 0"),
      ("\"stopReason\" : \"tolerance\"", "\"stopReason\" : \"interrupted\""),
    ])
  func nonsense(found: String, written: String) throws {
    let stored = try StoredRuns()
    let run = try stored.add(stored.configuration([:]))
    let path = run.directory.file("result.json")
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    #expect(run.directory.record == run.record)
    #expect(text.contains(found), "\(text)")
    try AtomicFile.write(text.replacing(found, with: written, maxReplacements: 1), to: path)
    #expect(run.directory.record == nil)
    #expect(throws: LabError.self) { try run.directory.requireReadableRecord() }
  }

  @Test("a net that is not fitted has no zone in a file either")
  func zone() throws {
    let stored = try StoredRuns()
    let run = try stored.add(stored.configuration([:]))
    #expect(run.record.zone != nil)
    let path = run.directory.file("result.json")
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
      .replacing("\"fitted\"", with: "\"plateau\"").replacing("\"tolerance\"", with: "\"step-limit\"")
    try AtomicFile.write(text, to: path)
    #expect(run.directory.record == nil)
  }
}
