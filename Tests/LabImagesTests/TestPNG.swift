import CZlib

/// A PNG file put together by hand, sharing nothing with the reader under test but zlib's deflate and crc32.
struct TestPNG {
  /// The colour type's number in the header.
  enum Color: UInt8, CaseIterable {
    case gray = 0
    case rgb = 2
    case palette = 3
    case grayAlpha = 4
    case rgba = 6

    var samples: Int { [.gray: 1, .rgb: 3, .palette: 1, .grayAlpha: 2, .rgba: 4][self] ?? 0 }
  }

  typealias Chunk = (type: String, data: [UInt8])

  var width: Int
  var height: Int
  var color = Color.gray
  var bitDepth = 8
  var isInterlaced = false
  /// height · width · samples values below 2^bitDepth, row-major.
  var samples: [Int]
  /// Chunks between the header and the pixels, `PLTE` and `tRNS` among them.
  var before: [Chunk] = []
  /// Chunks between the pixels and the end.
  var after: [Chunk] = []

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  var chunks: [Chunk] {
    [("IHDR", header)] + before + [("IDAT", TestPNG.deflate(scanlines))] + after + [("IEND", [])]
  }

  var bytes: [UInt8] { TestPNG.bytes(of: chunks) }

  static func bytes(of chunks: [Chunk]) -> [UInt8] {
    chunks.reduce(into: signature) { file, chunk in
      let checked = Array(chunk.type.utf8) + chunk.data
      let sum = checked.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }
      file += bigEndian(chunk.data.count) + checked + bigEndian(Int(sum))
    }
  }

  /// The file with the checksum of every chunk that it seems to have made right, so that damage reaches the decoder.
  static func withRightChecksums(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var start = signature.count
    while start + 12 <= bytes.count {
      let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - start - 12 else { break }
      let sum = bytes[start + 4..<start + 8 + length].withUnsafeBufferPointer {
        crc32(0, $0.baseAddress, UInt32($0.count))
      }
      bytes.replaceSubrange(start + 8 + length..<start + 12 + length, with: bigEndian(Int(sum)))
      start += 12 + length
    }
    return bytes
  }

  static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var count = compressBound(UInt(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(count))
    precondition(compress(&result, &count, bytes, UInt(bytes.count)) == Z_OK, "zlib cannot compress")
    return Array(result.prefix(Int(count)))
  }

  static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(number >> $0 & 255) }
  }

  private var header: [UInt8] {
    TestPNG.bigEndian(width) + TestPNG.bigEndian(height)
      + [UInt8(bitDepth), color.rawValue, 0, 0, isInterlaced ? 1 : 0]
  }

  /// Filter byte 0 and the packed samples of each row; of all rows of the seven passes if interlaced.
  private var scanlines: [UInt8] {
    let adam7 = [
      (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    ]
    var result: [UInt8] = []
    for (left, top, dx, dy) in isInterlaced ? adam7 : [(0, 0, 1, 1)] {
      let columns = Array(stride(from: left, to: width, by: dx))
      for y in stride(from: top, to: height, by: dy) where !columns.isEmpty {
        result.append(0)
        result += packed(
          columns.flatMap { x in
            (0..<color.samples).map { samples[(y * width + x) * color.samples + $0] }
          })
      }
    }
    return result
  }

  private func packed(_ row: [Int]) -> [UInt8] {
    if bitDepth == 16 { return row.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
    let perByte = 8 / bitDepth
    return stride(from: 0, to: row.count, by: perByte).map { start in
      (0..<perByte).reduce(UInt8(0)) { byte, offset in
        let sample = start + offset < row.count ? row[start + offset] : 0
        return byte << UInt8(bitDepth) | UInt8(sample)
      }
    }
  }
}
