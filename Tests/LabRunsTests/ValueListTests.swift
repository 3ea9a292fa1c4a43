import Testing

@testable import LabBase
@testable import LabRuns

@Suite struct ValueListTests {
  private static let depth = Setting<Int>(.depth, domain: .integers(1...10)) { String($0) }
  private static let image = Setting<Int>(SettingKey(rawValue: "image"), domain: .text) { String($0) }

  @Test(
    "lists, ranges and steps expand in the order given",
    arguments: [
      ("5", ["5"]), ("1,3,5", ["1", "3", "5"]), (" 1 , 3 ", ["1", "3"]), ("2..5", ["2", "3", "4", "5"]),
      ("4..12..4", ["4", "8", "12"]), ("4..11..4", ["4", "8"]), ("9,1..3,7", ["9", "1", "2", "3", "7"]),
      ("3..3", ["3"]), ("0.1,1e-3", ["0.1", "1e-3"]),
    ])
  func expands(text: String, values: [String]) throws {
    #expect(try ValueList.parse(text, of: Self.depth) == values)
  }

  @Test(
    "what is no list is refused, naming the setting",
    arguments: ["", "1,,2", "5..1", "1..9..0", "a..b", "1..", "1..900000000"])
  func refuses(text: String) {
    let error = #expect(throws: LabError.self) { try ValueList.parse(text, of: Self.depth) }
    #expect(error?.exitCode == 78)
    #expect(error?.description.hasPrefix("depth: ") == true)
  }

  @Test("an image path keeps its dots")
  func imagePath() throws {
    #expect(
      try ValueList.parse("../pictures/7.png,builtin:7", of: Self.image) == [
        "../pictures/7.png", "builtin:7",
      ])
  }
}
