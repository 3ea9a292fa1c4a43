import Foundation

/// A member of a JSON object with its value as the file has it, letter for letter.
struct JSONMember: Equatable {
  /// The key.
  let key: String
  /// The value's JSON, without blanks around it.
  let raw: String

  /// The value where it is a text; nil where it is something else.
  var text: String? { Self.value(raw) as? String }

  /// The members of an object in the file's order; nil for bytes that are not one JSON object in UTF-8.
  static func members(of bytes: [UInt8]) -> [JSONMember]? {
    // What follows counts on it that this is JSON.
    guard let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains("\0"),
      value(text) is [String: Any]
    else { return nil }
    var members: [JSONMember] = []
    var depth = 0
    var isInText = false
    var isEscaped = false
    var start = 0
    var key: String?
    for (place, byte) in bytes.enumerated() {
      if isInText {
        (isInText, isEscaped) = (
          isEscaped || byte != UInt8(ascii: "\""), !isEscaped && byte == UInt8(ascii: "\\")
        )
        continue
      }
      let isEnd = depth == 1 && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}"))
      if depth == 1, byte == UInt8(ascii: ":") {
        key = value(trimmed(bytes[start..<place])) as? String
        start = place + 1
      } else if isEnd, let name = key {
        members.append(JSONMember(key: name, raw: trimmed(bytes[start..<place])))
        key = nil
      }
      switch byte {
      case UInt8(ascii: "\""): isInText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 1 { start = place + 1 }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth == 1: start = place + 1
      default: break
      }
    }
    return members
  }

  /// Whether a byte is a blank of JSON.
  static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
    let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func value(_ json: String) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
  }
}
