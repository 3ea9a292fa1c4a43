import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite("An order puts what has no value last and leaves equals as they were")
struct RunOrderTests {
  private let numbers: [(String, Double?)] = [
    ("a", 2), ("b", nil), ("c", 10), ("d", 2), ("e", -1), ("f", nil),
  ]

  private func sorted(_ text: String) throws -> [String] {
    try RunOrder<ToyLab>(text).sorted(numbers) { $0.1.map { QuantityValue($0) } }.map(\.0)
  }

  @Test("numbers rise, or fall behind a minus sign")
  func numeric() throws {
    #expect(try sorted("loss") == ["e", "a", "d", "c", "b", "f"])
    #expect(try sorted("-loss") == ["c", "a", "d", "e", "b", "f"])
  }

  @Test("words are in the order of their letters")
  func words() throws {
    let words = ["plateau", "fitted", "pending"]
    #expect(
      try RunOrder<ToyLab>("state").sorted(words) { QuantityValue($0) } == ["fitted", "pending", "plateau"])
    #expect(
      try RunOrder<ToyLab>("-state").sorted(words) { QuantityValue($0) } == ["plateau", "pending", "fitted"])
  }

  @Test("a word that is no quantity is refused")
  func unknown() throws {
    let error = try #require(throws: LabError.self) { try RunOrder<ToyLab>("-los") }
    #expect(
      error.exitCode == 78 && error.description.contains("sort: \"los\"")
        && error.description.contains("\"loss\"?"))
  }
}
