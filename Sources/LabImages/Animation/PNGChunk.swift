/// A chunk of a PNG file: a type of four letters and its data.
///
/// In a file: the length of the data, the type, the data, and a checksum of the last two; numbers are big-endian.
/// Source: ISO/IEC 15948, 5.3.
struct PNGChunk: Equatable {
  /// Four ASCII letters, such as `IDAT`.
  let type: String
  /// What it holds.
  let data: [UInt8]

  /// The chunks of a file behind its signature, in order.
  ///
  /// - Parameter file: a whole PNG file that is known to be sound; what does not fit ends the list.
  static func all(of file: [UInt8]) -> [PNGChunk] {
    var chunks: [PNGChunk] = []
    var place = PNGFile.signature.count
    while place + 12 <= file.count {
      let length = file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard place + 12 + length <= file.count else { break }
      let start = place + 8
      chunks.append(
        PNGChunk(
          type: String(decoding: file[place + 4..<start], as: UTF8.self),
          data: Array(file[start..<start + length])))
      place = start + length + 4
    }
    return chunks
  }

  /// The chunk as it stands in a file.
  var encoded: [UInt8] {
    let content = Array(type.utf8) + data
    return Self.bytes(UInt32(data.count)) + content + Self.bytes(Self.checksum(content))
  }

  /// A number as four bytes.
  static func bytes(_ number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  /// CRC-32 of some bytes.
  ///
  /// Source: ISO/IEC 15948, annex D.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var rest = UInt32.max
    for byte in bytes { rest = rest >> 8 ^ remainders[Int(UInt8(truncatingIfNeeded: rest) ^ byte)] }
    return ~rest
  }

  /// The remainder of every byte.
  private static let remainders: [UInt32] = (0..<256).map { byte in
    var rest = UInt32(byte)
    for _ in 0..<8 { rest = rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
    return rest
  }
}
