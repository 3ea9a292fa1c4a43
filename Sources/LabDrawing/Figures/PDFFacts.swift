/// The facts in the keywords of a PDF's document information: a sidecar's text.
///
/// cairo writes ASCII as a literal string and anything else as UTF-16 in hexadecimal digits (ISO 32000-1, 7.3.4 and
/// 7.9.2.2), uncompressed in files of version 1.4.
enum PDFFacts {
  /// Most places that are looked at: 16; our own files have one.
  private static let mostPlaces = 16

  /// Reads the facts of the first keywords that hold some; nil where none do.
  static func read(_ pdf: [UInt8]) -> FigureMetadata? {
    let name = Array("/Keywords".utf8)
    var rest = pdf[...]
    for _ in 0..<mostPlaces {
      guard let found = rest.firstRange(of: name) else { return nil }
      let blanks = pdf[found.upperBound...].prefix { JSONMember.isBlank($0) }
      guard let string = string(at: blanks.endIndex, of: pdf) else {
        rest = pdf[found.upperBound...]
        continue
      }
      if let facts = FigureMetadata(sidecar: utf8(string.bytes)) { return facts }
      rest = pdf[string.end...]
    }
    return nil
  }

  /// The string that starts at a place, and the place behind it; nil where none does or it has no end.
  private static func string(at start: Int, of pdf: [UInt8]) -> (bytes: [UInt8], end: Int)? {
    guard start < pdf.count else { return nil }
    switch pdf[start] {
    case UInt8(ascii: "("): return literal(pdf, after: start)
    case UInt8(ascii: "<"): return hexadecimal(pdf, after: start)
    default: return nil
    }
  }

  private static func literal(_ pdf: [UInt8], after start: Int) -> (bytes: [UInt8], end: Int)? {
    var bytes: [UInt8] = []
    var depth = 1
    var place = start + 1
    while place < pdf.count {
      let byte = pdf[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\\"):
        guard place < pdf.count else { return nil }
        place = appendEscape(pdf, place, to: &bytes)
      case UInt8(ascii: ")") where depth == 1: return (bytes, place)
      case UInt8(ascii: "("), UInt8(ascii: ")"):
        depth += byte == UInt8(ascii: "(") ? 1 : -1
        bytes.append(byte)
      default: bytes.append(byte)
      }
    }
    return nil
  }

  /// Appends what a backslash and the bytes from a place on mean; gives the place behind them.
  private static func appendEscape(_ pdf: [UInt8], _ place: Int, to bytes: inout [UInt8]) -> Int {
    let octal = pdf[place...].prefix(3).prefix { (0x30...0x37).contains($0) }
    if !octal.isEmpty {
      bytes.append(UInt8(truncatingIfNeeded: octal.reduce(0) { $0 * 8 + Int($1 - 0x30) }))
      return octal.endIndex
    }
    let letters: [UInt8: UInt8] = [
      UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "b"): 0x08,
      UInt8(ascii: "f"): 0x0C,
    ]
    // A backslash at a line's end continues the line; before any other sign it means that sign.
    if pdf[place] != 0x0A { bytes.append(letters[pdf[place]] ?? pdf[place]) }
    return place + 1
  }

  private static func hexadecimal(_ pdf: [UInt8], after start: Int) -> (bytes: [UInt8], end: Int)? {
    guard let end = pdf[(start + 1)...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let digits = pdf[(start + 1)..<end].filter { !JSONMember.isBlank($0) }.map {
      Character(Unicode.Scalar($0)).hexDigitValue
    }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      // A missing last digit is 0.
      guard let high = digits[place], let low = place + 1 < digits.count ? digits[place + 1] : 0 else {
        return nil
      }
      bytes.append(UInt8(16 * high + low))
    }
    return (bytes, end + 1)
  }

  /// A text string's bytes as UTF-8: behind a byte order mark UTF-16, else what they are.
  private static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.starts(with: [0xFE, 0xFF]) else { return bytes }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
