/// One text inside a PNG file: a name and what it says.
package struct PNGText: Equatable, Sendable {
  /// The name, such as `identity-lab.config`.
  ///
  /// 1 to 79 printable Latin-1 characters; no space at either end and no two spaces in a row.
  package var keyword: String
  /// What it says, without NUL characters.
  package var text: String

  /// Makes a text of the given name and content.
  package init(keyword: String, text: String) {
    self.keyword = keyword
    self.text = text
  }
}

extension PNGText {
  /// The keyword in Latin-1 if the PNG standard (ISO/IEC 15948, 11.3.4.2) allows it, otherwise nil.
  var latin1Keyword: [UInt8]? {
    let bytes = keyword.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    let space = UInt8(ascii: " ")
    let isPrintable = bytes.allSatisfy { (32...126).contains($0) || $0 >= 161 }
    let isTrimmed = bytes.first != space && bytes.last != space
    let hasDoubleSpace = zip(bytes, bytes.dropFirst()).contains { $0 == space && $1 == space }
    guard bytes.count == keyword.unicodeScalars.count, (1...79).contains(bytes.count), isPrintable, isTrimmed,
      !hasDoubleSpace
    else { return nil }
    return bytes
  }

  /// Decodes Latin-1, in which every byte is the Unicode scalar of the same number.
  static func decodeLatin1(_ bytes: some Sequence<UInt8>) -> String {
    var scalars = String.UnicodeScalarView()
    for byte in bytes { scalars.append(Unicode.Scalar(byte)) }
    return String(scalars)
  }
}
