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
      ("4..12:4", ["4", "8", "12"]), ("4..11:4", ["4", "8"]), ("9,1..3,7", ["9", "1", "2", "3", "7"]),
      ("1..20:3", ["1", "4", "7", "10", "13", "16", "19"]), ("log:1..8:4", ["1", "2", "4", "8"]),
      ("log:1..4:9", ["1", "2", "3", "4"]),
      ("3..3", ["3"]), ("0.1,1e-3", ["0.1", "1e-3"]),
    ])
  func expands(text: String, values: [String]) throws {
    #expect(try ValueList.parse(text, of: Self.depth) == values)
  }

  @Test(
    "what is no list is refused, naming the setting",
    arguments: [
      "", "1,,2", "5..1", "1..9:0", "1..9:-1", "1..9..2", "a..b", "1..", "1..900000000", "1..9:2:2",
      "0.1..0.5",
      "log:1..8", "log:0..8:3", "log:8..1:3", "log:1..8:1", "log:1..8:x", "log:1..8:900000000", "0..1:1e-9",
      "0..inf:1", "nan..1:1",
    ])
  func refuses(text: String) {
    let error = #expect(throws: LabError.self) { try ValueList.parse(text, of: Self.depth) }
    #expect(error?.exitCode == 78)
    #expect(error?.description.hasPrefix("depth: ") == true)
  }

  @Test(
    "decimals are the short ones that were meant, and so are values between the ends of a logarithmic range",
    arguments: [
      ("0.1..0.5:0.1", ["0.1", "0.2", "0.3", "0.4", "0.5"]), ("0.5..0.9:0.2", ["0.5", "0.7", "0.9"]),
      ("1..2:0.5", ["1", "1.5", "2"]), ("0..0.3:0.2", ["0", "0.2"]), ("-0.2..0.2:0.2", ["-0.2", "0", "0.2"]),
      ("log:1e-4..1e-1:4", ["1e-4", "0.001", "0.01", "1e-1"]),
      ("log:0.01..0.1:3", ["0.01", "0.0316", "0.1"]),
      ("log:1..10:2,20", ["1", "10", "20"]),
    ])
  func decimals(text: String, values: [String]) throws {
    let rate = Setting<Int>(.learningRate, domain: .numbers(expected: "a number") { _ in true }) {
      String($0)
    }
    #expect(try ValueList.parse(text, of: rate) == values)
  }

  @Test("an image path keeps its dots")
  func imagePath() throws {
    #expect(
      try ValueList.parse("../pictures/7.png,builtin:7", of: Self.image) == [
        "../pictures/7.png", "builtin:7",
      ])
  }
}
