import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import MemorisationLab

@Suite("Records of classifiers")
struct MemorisationRecordTests {
  private let text: String
  private let record: MemorisationRecord

  init() throws {
    let folder = try TemporaryFolder()
    let lab = MemorisationLab.builtIn()
    let outcome = try RunExecutor(store: RunStore<MemorisationLab>(output: folder.path)).run(
      lab.experiment([.labels: "0.5", .validation: "12", .epochs: "2"]))
    guard case .done(let record, _, _) = outcome else { throw LabError.usage("not done") }
    self.record = record
    text = CanonicalJSON.compact(record)
  }

  private func decode(_ text: String) throws -> MemorisationRecord {
    try JSONDecoder().decode(MemorisationRecord.self, from: Data(text.utf8))
  }

  @Test("every key is there, null without a number, and it reads back to the same")
  func json() throws {
    #expect(MemorisationRecord.CodingKeys.allCases.allSatisfy { text.contains("\"\($0.rawValue)\":") })
    #expect(text.contains("\"epochsToFit\":null"))
    #expect(try decode(text) == record)
  }

  @Test(
    "what no run can have found is refused",
    arguments: [
      ("trainAccuracy", "1.5"), ("testAccuracy", "null"), ("finalLoss", "-1"), ("parameterCount", "0"),
      ("steps", "-1"), ("outcome", "\"fitted\""), ("outcome", "\"diverged\""),
      ("stopReason", "\"tolerance\""), ("stopReason", "\"interrupted\""), ("trainAccuracy", "1"),
      ("epochsToFit", "1"), ("stepsToFit", "99"), ("bestEpoch", "9"), ("bestValidationAccuracy", "null"),
      ("relabelledCount", "49"), ("noiseCount", "-1"), ("classCount", "0"),
      ("corruptedAccuracy", "null"), ("relabelledCount", "0"), ("validationCount", "0"),
    ])
  func damaged(key: String, value: String) throws {
    let pattern = try Regex("\"\(key)\":[^,}]*")
    let changed = text.replacing(pattern, with: "\"\(key)\":\(value)")
    #expect(changed != text)
    #expect(throws: (any Error).self) { try decode(changed) }
  }
}
