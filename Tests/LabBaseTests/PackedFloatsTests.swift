import Foundation
import Testing

@testable import LabBase

@Suite("Numbers in base64")
struct PackedFloatsTests {
  @Test("every bit comes back, and the text is little-endian Float32")
  func roundTrip() throws {
    let packed = PackedFloats([1, -0.5, .leastNonzeroMagnitude, .infinity])
    #expect(CanonicalJSON.compact([PackedFloats([1])]) == #"["AACAPw=="]"#)
    let text = CanonicalJSON.compact([packed])
    #expect(try JSONDecoder().decode([PackedFloats].self, from: Data(text.utf8)) == [packed])
  }

  @Test("half a number and what is no base64 are refused", arguments: ["AACA", "no base64!"])
  func damaged(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([PackedFloats].self, from: Data("[\"\(text)\"]".utf8))
    }
  }
}
