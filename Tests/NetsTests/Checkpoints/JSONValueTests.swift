import Testing

@testable import Nets

/// JSON as a header's reader sees it.
@Suite struct JSONValueTests {
  private func read(_ text: String, depth: Int = 4) throws -> JSONValue {
    try JSONValue(Array(text.utf8)[...], depth: depth)
  }

  @Test("every kind of value is read as it is written")
  func readsValues() throws {
    #expect(try read(" null ") == .null)
    #expect(try read("[true,false]") == .array([.bool(true), .bool(false)]))
    #expect(
      try read("[0,-12,1.50,2e-3]")
        == .array([.number("0"), .number("-12"), .number("1.50"), .number("2e-3")]))
    let object = try read(#"{"b":1,"a":[],"b":{}}"#)
    #expect(
      object
        == .object([
          .init(name: "b", value: .number("1")), .init(name: "a", value: .array([])),
          .init(name: "b", value: .object([])),
        ]))
    #expect(try read("12").integer == 12 && read("1.0").integer == nil && read("1e2").integer == nil)
    #expect(try read("99999999999999999999").integer == nil)
    #expect(try read("[1,2]").integers == [1, 2] && read("[1,null]").integers == nil)
  }

  @Test("escapes become characters, also those of two halves")
  func readsEscapes() throws {
    #expect(
      try read(#""\"\\\/\b\f\n\r\t\u0041\u00e9\uD83C\uDFB2é🎲""#).text == "\"\\/\u{8}\u{C}\n\r\tA\u{E9}🎲é🎲")
  }

  @Test(
    "what is no JSON is refused where it stops being it",
    arguments: [
      ("", 0), ("nul", 0), ("[1,]", 3), ("[1 2]", 3), ("{1:2}", 1), (#"{"a" 1}"#, 5), (#"{"a":1,}"#, 7),
      ("01", 2),
      ("-", 1), ("1.", 2), ("1e", 2), ("+1", 0), (".5", 0), ("[1]]", 3), ("\"a", 2), ("\"\u{1}\"", 1),
      (#""\x""#, 3), (#""\u12g4""#, 5), (#""\ud800""#, 7), (#""\ud800\u0041""#, 13), (#""\udc00""#, 7),
      ("[[[[[1]]]]]", 4), ("NaN", 0), ("'a'", 0), ("// a", 0),
    ])
  func refuses(text: String, offset: Int) throws {
    let error = try #require(throws: JSONValue.SyntaxError.self) { try read(text) }
    #expect(error.offset == offset, "\(error)")
  }

  @Test("bytes that are no text are refused")
  func refusesBytes() {
    for bytes: [UInt8] in [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80]] {
      #expect(throws: JSONValue.SyntaxError.self) { try JSONValue(([0x22] + bytes + [0x22])[...], depth: 1) }
    }
  }
}
