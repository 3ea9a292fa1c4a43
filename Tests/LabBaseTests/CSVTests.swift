import TestSupport
import Testing

@testable import LabBase

@Suite("Comma-separated values")
struct CSVTests {
  @Test(
    "a field is quoted where it must be",
    arguments: [
      ("", ""), ("a b", "a b"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
      ("a\nb", "\"a\nb\""),
      ("a\rb", "\"a\rb\""), ("a\r\nb", "\"a\r\nb\""), ("−0.5", "−0.5"),
    ])
  func quoting(field: String, text: String) {
    #expect(CSV.text([[field, "x"]]) == text + ",x\n")
  }

  @Test("signs with marks over them are signs to a reader of bytes, and quoted too", arguments: [",", "\""])
  func combiningMarks(sign: String) {
    let field = "a\(sign)\u{301}b"
    #expect(rows(of: CSV.text([[field, "x"]])) == [[field, "x"]])
  }

  @Test("whatever is written is read back by the rules of RFC 4180")
  func roundTrip() {
    let pieces = [
      "a", "ü", ",", "\"", "\n", "\r", "\r\n", "\u{301}", "🙂", " ", "\t", "\u{2028}", "0", "\u{FEFF}", "'",
    ]
    for index in 0..<1000 {
      var draws = Draws("csv", index)
      let table = (0..<draws.below(4)).map { _ in
        (0...draws.below(4)).map { _ in draws.text(of: pieces, atMost: 6) }
      }
      let text = CSV.text(table)
      // Compared by scalars: texts that differ only in how a letter is composed are equal as texts.
      #expect(rows(of: text).map { $0.map(scalars) } == table.map { $0.map(scalars) }, "table \(index)")
    }
  }

  private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  /// A reader of bytes that knows quotes, commas and line feeds, sharing nothing with the writer.
  private func rows(of text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
          field.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\""), field.isEmpty {
        isQuoted = true
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
        row.append(String(decoding: field, as: UTF8.self))
        field = []
        if byte == UInt8(ascii: "\n") {
          rows.append(row)
          row = []
        }
      } else {
        field.append(byte)
      }
    }
    return rows
  }
}
