import CPNG
import LabBase

extension PNGFile {
  /// Reads a picture of any PNG kind.
  ///
  /// Grey kinds give 1 channel, RGB and palette kinds 3. 16-bit samples become 8-bit ones, rounded to
  /// nearest; alpha a (an alpha channel or a `tRNS` chunk) is laid over black, v ← v · a / 255, rounded to
  /// nearest; values are v / 255 in [0, 1]. A colour outside the palette is black. Gamma and colour profiles
  /// are ignored, as the data sets have none.
  ///
  /// - Throws: `LabError.missingInput(what:advice:)` when there is no such file,
  ///   `LabError.inputOutput(path:operation:reason:)` when it cannot be read,
  ///   `LabError.badData(path:expected:found:)` when it is no PNG, damaged, incomplete, or wider or higher
  ///   than ``largestExtent``, or of more values than ``largestPicture``.
  package static func read(_ path: String) throws(LabError) -> Image {
    try read(bytes: fileBytes(path), name: path)
  }

  /// Reads a picture from the content of a file called `name`; otherwise as from a path.
  package static func read(bytes: [UInt8], name: String) throws(LabError) -> Image {
    try withReader(bytes, name: name, purpose: CPNG_PIXELS) { reader, header throws(LabError) in
      let count = Int(header.width) * Int(header.height) * Int(header.channels)
      guard count <= largestPicture else {
        throw LabError.badData(
          path: name, expected: "a PNG picture of at most \(largestPicture) values",
          found: "\(header.width)×\(header.height) pixels of \(header.channels)")
      }
      var samples = [UInt8](repeating: 0, count: count)
      try check(name: name, expected: wholePicture) { message in
        samples.withUnsafeMutableBufferPointer { cpng_read_pixels(reader, $0.baseAddress, message) }
      }
      return image(of: samples, header)
    }
  }

  /// All texts of a PNG file in file order: `iTXt` (UTF-8), `tEXt` and `zTXt` (Latin-1).
  ///
  /// The whole file is checked on the way. At most ``mostTexts`` texts of at most ``largestText`` bytes each.
  ///
  /// - Throws: as ``read(_:)``.
  package static func texts(_ path: String) throws(LabError) -> [PNGText] {
    try texts(bytes: fileBytes(path), name: path)
  }

  /// All texts in the content of a PNG file called `name`; otherwise as from a path.
  package static func texts(bytes: [UInt8], name: String) throws(LabError) -> [PNGText] {
    try withReader(bytes, name: name, purpose: CPNG_TEXTS) { reader, _ throws(LabError) in
      var count = 0
      try check(name: name, expected: wholePicture) { cpng_read_texts(reader, &count, $0) }
      var texts: [PNGText] = []
      for index in 0..<count {
        texts.append(try text(cpng_text_at(reader, index), name: name))
      }
      return texts
    }
  }

  private static let wholePicture = "a complete and undamaged PNG picture"

  /// The bytes of a PNG file; a file of another kind is refused before more than its first bytes are read.
  private static func fileBytes(_ path: String) throws(LabError) -> [UInt8] {
    let file = try InputFile(path)
    var bytes = try file.read(upTo: signature.count)
    try requireSignature(bytes, name: path)
    bytes += try file.read(upTo: largestFile)
    guard bytes.count <= largestFile else {
      throw LabError.badData(
        path: path, expected: "a PNG picture of at most \(largestFile) bytes", found: "a larger file")
    }
    return bytes
  }

  private static func requireSignature(_ bytes: [UInt8], name: String) throws(LabError) {
    let start = bytes.prefix(signature.count)
    guard !start.elementsEqual(signature) else { return }
    let isBeginning = signature.starts(with: start)
    throw LabError.badData(
      path: name, expected: "a PNG picture",
      found: isBeginning ? "only \(bytes.count) bytes" : "a file of another kind (Not a PNG file)")
  }

  private static func withReader<Result>(
    _ bytes: [UInt8], name: String, purpose: Int,
    _ body: (OpaquePointer?, cpng_header) throws(LabError) -> Result
  ) throws(LabError) -> Result {
    try requireSignature(bytes, name: name)
    return try bytes.withUnsafeBufferPointer { buffer throws(LabError) in
      var reader: OpaquePointer?
      var header = cpng_header()
      try check(name: name, expected: wholePicture) {
        cpng_open(buffer.baseAddress, buffer.count, Int32(purpose), &reader, &header, $0)
      }
      defer { cpng_close(reader) }
      return try body(reader, header)
    }
  }

  /// From interleaved samples with or without alpha to planes without.
  private static func image(of samples: [UInt8], _ header: cpng_header) -> Image {
    let stride = Int(header.channels)
    let hasAlpha = stride == 2 || stride == 4
    let channels = hasAlpha ? stride - 1 : stride
    let plane = Int(header.width) * Int(header.height)
    let pixels = [Float](unsafeUninitializedCapacity: channels * plane) { buffer, filled in
      for channel in 0..<channels {
        for pixel in 0..<plane {
          var value = UInt32(samples[pixel * stride + channel])
          if hasAlpha {
            // 255 is odd, so no product lies half way between two values.
            value = (value * UInt32(samples[pixel * stride + channels]) + 127) / 255
          }
          buffer[channel * plane + pixel] = Float(value) / 255
        }
      }
      filled = channels * plane
    }
    return Image(channels: channels, height: Int(header.height), width: Int(header.width), pixels: pixels)
  }

  private static func text(_ raw: cpng_text, name: String) throws(LabError) -> PNGText {
    let keyword = PNGText.decodeLatin1(byteBuffer(raw.keyword, raw.keyword_length))
    let bytes = byteBuffer(raw.text, raw.text_length)
    guard raw.is_utf8 != 0 else {
      return PNGText(keyword: keyword, text: PNGText.decodeLatin1(bytes))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LabError.badData(path: name, expected: "UTF-8 in the text \(keyword)", found: "other bytes")
    }
    return PNGText(keyword: keyword, text: text)
  }

  private static func byteBuffer(_ start: UnsafePointer<CChar>?, _ count: Int) -> [UInt8] {
    UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count).map { $0 }
  }
}
