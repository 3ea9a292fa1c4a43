import CPNG
import LabBase

extension PNGFile {
  /// Encodes a picture as 8-bit RGB, or one of greys alone as 8-bit grey if that is asked for, with its texts as uncompressed UTF-8 `iTXt` chunks before the pixels.
  ///
  /// Texts before the pixels are found by programs that read only a file's beginning. zlib level 9, since a
  /// figure is written once and kept. No time or other chunk is written: equal input gives equal bytes from
  /// the same libpng and zlib.
  ///
  /// - Parameter packsGray: whether a picture without any colour may be of one channel, which makes a grid of grey tiles
  ///   about a quarter smaller; it is then read back as such.
  /// - Throws: `LabError.badData(path:expected:found:)` for a picture that is empty or larger than
  ///   ``largestExtent``, more than ``mostTexts`` texts, which could not be read back, a keyword PNG does not allow (see ``PNGText/keyword``), and a text that contains
  ///   NUL or is larger than ``largestText``.
  package static func encode(
    _ raster: Raster, texts: [PNGText] = [], packsGray: Bool = false
  ) throws(LabError) -> [UInt8] {
    try encode(raster, texts: texts, packsGray: packsGray, name: "PNG picture")
  }

  /// Encodes a picture and writes it in one step; see ``encode(_:texts:)`` and `AtomicFile`.
  ///
  /// - Throws: as ``encode(_:texts:)`` and `AtomicFile.write`; nothing is written if encoding fails.
  package static func write(_ raster: Raster, texts: [PNGText] = [], to path: String) throws(LabError) {
    try AtomicFile.write(encode(raster, texts: texts, packsGray: false, name: path), to: path)
  }

  private static func encode(
    _ raster: Raster, texts: [PNGText], packsGray: Bool, name: String
  ) throws(LabError) -> [UInt8] {
    let extents = 1...largestExtent
    guard extents.contains(raster.width), extents.contains(raster.height) else {
      throw LabError.badData(
        path: name, expected: "a width and height of 1 to \(largestExtent) pixels",
        found: "\(raster.width)×\(raster.height)")
    }
    guard texts.count <= mostTexts else {
      throw LabError.badData(path: name, expected: "at most \(mostTexts) texts", found: "\(texts.count)")
    }
    let gray = packsGray ? raster.grays : nil
    // All strings stand in one block, so that one pointer holds while C reads them.
    var strings: [UInt8] = []
    var starts: [(keyword: Int, text: Int)] = []
    for text in texts {
      let keyword = try validKeyword(of: text, name: name)
      starts.append((strings.count, strings.count + keyword.count + 1))
      strings += keyword + [0]
      strings += Array(text.text.utf8) + [0]
    }
    var encoded: UnsafeMutablePointer<UInt8>?
    var count = 0
    defer { cpng_free(encoded) }
    try check(name: name, expected: "a picture that PNG can hold") { message in
      strings.withUnsafeBytes { block in
        let base = block.baseAddress?.assumingMemoryBound(to: CChar.self)
        let newTexts = starts.map { start in
          cpng_new_text(keyword: base.map { $0 + start.keyword }, text: base.map { $0 + start.text })
        }
        return cpng_write(
          gray ?? raster.bytes, UInt32(raster.width), UInt32(raster.height), gray == nil ? 3 : 1, newTexts,
          newTexts.count, &encoded, &count, message)
      }
    }
    return Array(UnsafeBufferPointer(start: encoded, count: count))
  }

  /// The text's keyword in Latin-1, once keyword and text are known to fit into a chunk.
  private static func validKeyword(of text: PNGText, name: String) throws(LabError) -> [UInt8] {
    guard let keyword = text.latin1Keyword else {
      throw LabError.badData(
        path: name, expected: "a PNG keyword (1 to 79 printable Latin-1 characters, single inner spaces)",
        found: "“\(text.keyword)”")
    }
    guard !text.text.utf8.contains(0), text.text.utf8.count <= largestText else {
      throw LabError.badData(
        path: name, expected: "at most \(largestText) bytes without NUL in the text \(text.keyword)",
        found: text.text.utf8.contains(0) ? "a NUL" : "\(text.text.utf8.count) bytes")
    }
    return keyword
  }
}

extension Raster {
  /// One byte a pixel of a picture without colour; nil of any other.
  fileprivate var grays: [UInt8]? {
    let places = stride(from: 0, to: bytes.count, by: 3)
    guard places.allSatisfy({ bytes[$0] == bytes[$0 + 1] && bytes[$0] == bytes[$0 + 2] }) else { return nil }
    return places.map { bytes[$0] }
  }
}
