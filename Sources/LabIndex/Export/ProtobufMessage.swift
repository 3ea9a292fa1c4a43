/// A message of Protocol Buffers as it is written, field after field.
///
/// A field is a varint `number << 3 | wire type`, then its value: 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes.
/// Source: the encoding guide of Protocol Buffers.
struct ProtobufMessage {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []

  /// Adds a whole number of at least 0.
  mutating func add(_ number: Int, field: Int) {
    key(field, wireType: 0)
    varint(UInt64(number))
  }

  /// Adds a double.
  mutating func add(_ number: Double, field: Int) {
    key(field, wireType: 1)
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
  }

  /// Adds a float.
  mutating func add(_ number: Float, field: Int) {
    key(field, wireType: 5)
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
  }

  /// Adds a text.
  mutating func add(_ text: String, field: Int) { add(Array(text.utf8), field: field) }

  /// Adds a message.
  mutating func add(_ message: ProtobufMessage, field: Int) { add(message.bytes, field: field) }

  private mutating func add(_ content: [UInt8], field: Int) {
    key(field, wireType: 2)
    varint(UInt64(content.count))
    bytes += content
  }

  private mutating func key(_ field: Int, wireType: Int) { varint(UInt64(field << 3 | wireType)) }

  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
