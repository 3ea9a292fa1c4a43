import Foundation

/// Numbers as studies keep pictures: in JSON one text, the base64 of their Float32 bits in little-endian order.
///
/// A page reads them with `new Float32Array(Uint8Array.from(atob(text), c => c.charCodeAt(0)).buffer)`.
package struct PackedFloats: Codable, Equatable, Sendable {
  /// The numbers.
  package let values: [Float]

  /// Takes numbers.
  package init(_ values: [Float]) {
    self.values = values
  }

  /// Reads a text.
  ///
  /// - Throws: `DecodingError` for one that is not the base64 of whole numbers.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let bytes = Data(base64Encoded: try container.decode(String.self)).map([UInt8].init),
      bytes.count % 4 == 0
    else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected the base64 of Float32 numbers")
    }
    values = stride(from: 0, to: bytes.count, by: 4).map { start in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) })
    }
  }

  /// Writes the text.
  package func encode(to encoder: any Encoder) throws {
    var bytes = Data(capacity: 4 * values.count)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    var container = encoder.singleValueContainer()
    try container.encode(bytes.base64EncodedString())
  }
}
