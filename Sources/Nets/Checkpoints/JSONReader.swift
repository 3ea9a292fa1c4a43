/// Reads JSON from bytes, strictly: no comments, no trailing commas, no control characters, no text that is not UTF-8.
struct JSONReader {
  private let text: ArraySlice<UInt8>
  private var position: Int

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    position = text.startIndex
  }

  /// The one value that the text consists of.
  mutating func readWhole(depth: Int) throws(JSONValue.SyntaxError) -> JSONValue {
    let value = try readValue(depth: depth)
    skipBlanks()
    if position < text.endIndex { throw error("the end") }
    return value
  }

  private mutating func readValue(depth: Int) throws(JSONValue.SyntaxError) -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return .object(try readMembers(depth: depth))
    case UInt8(ascii: "["): return .array(try readElements(depth: depth))
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    default: return .number(try readNumber())
    }
  }

  private mutating func readMembers(depth: Int) throws(JSONValue.SyntaxError) -> [JSONValue.Member] {
    guard depth > 0 else { throw error("no deeper nesting") }
    position += 1
    var members: [JSONValue.Member] = []
    if skip("}") { return members }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw error("a name") }
      let name = try readString()
      guard skip(":") else { throw error("a colon") }
      members.append(JSONValue.Member(name: name, value: try readValue(depth: depth - 1)))
    } while skip(",")
    guard skip("}") else { throw error("a comma or the object's end") }
    return members
  }

  private mutating func readElements(depth: Int) throws(JSONValue.SyntaxError) -> [JSONValue] {
    guard depth > 0 else { throw error("no deeper nesting") }
    position += 1
    var elements: [JSONValue] = []
    if skip("]") { return elements }
    repeat { elements.append(try readValue(depth: depth - 1)) } while skip(",")
    guard skip("]") else { throw error("a comma or the array's end") }
    return elements
  }

  private mutating func readWord(
    _ word: String, _ value: JSONValue
  ) throws(JSONValue.SyntaxError) -> JSONValue {
    guard text[position...].starts(with: word.utf8) else { throw error(word) }
    position += word.utf8.count
    return value
  }

  /// A sign, digits without a leading zero, and perhaps a point and an exponent, each with digits.
  private mutating func readNumber() throws(JSONValue.SyntaxError) -> String {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    let startsWithZero = next == UInt8(ascii: "0")
    let digits = skipDigits()
    guard digits > 0, digits == 1 || !startsWithZero else { throw error("a value") }
    if next == UInt8(ascii: ".") {
      position += 1
      guard skipDigits() > 0 else { throw error("a digit") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      guard skipDigits() > 0 else { throw error("a digit") }
    }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func readString() throws(JSONValue.SyntaxError) -> String {
    let start = position
    position += 1
    var bytes: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw error("no control character") }
      position += 1
      if byte == UInt8(ascii: "\\") { bytes += try readEscape() } else { bytes.append(byte) }
    }
    guard next != nil else { throw error("a quotation mark") }
    position += 1
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw JSONValue.SyntaxError(expected: "text in UTF-8", offset: start - text.startIndex)
    }
    return string
  }

  /// What follows a backslash, in UTF-8.
  private mutating func readEscape() throws(JSONValue.SyntaxError) -> [UInt8] {
    guard let byte = next else { throw error("an escaped character") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var units = [try readUnit()]
      // A character beyond the first 65,536 is written as two.
      if UTF16.isLeadSurrogate(units[0]), text[position...].starts(with: "\\u".utf8) {
        position += 2
        units.append(try readUnit())
      }
      guard let character = String(validating: units, as: UTF16.self) else {
        throw error("both halves of a character")
      }
      return Array(character.utf8)
    default: throw error("an escaped character")
    }
  }

  /// Four hexadecimal digits.
  private mutating func readUnit() throws(JSONValue.SyntaxError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw error("a hexadecimal digit")
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }

  private var next: UInt8? { position < text.endIndex ? text[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { position += 1 }
  }

  /// Skips blanks and, if it comes next, a character; returns whether it came.
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }

  private func error(_ expected: String) -> JSONValue.SyntaxError {
    JSONValue.SyntaxError(expected: expected, offset: position - text.startIndex)
  }
}
