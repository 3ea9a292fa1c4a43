/// The checksum of TensorFlow's records: CRC-32C (Castagnoli, reflected polynomial 82F63B78), masked.
enum RecordChecksum {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
  }

  /// CRC-32C; of `123456789` it is E3069283.
  static func crc32c(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { value, byte in value >> 8 ^ table[Int((value ^ UInt32(byte)) & 0xFF)] }
  }

  /// What a record holds: rotated right by 15 bits, plus a constant, so that a checksum of checksums is no trap.
  static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let crc = crc32c(bytes)
    return (crc >> 15 | crc << 17) &+ 0xA282_EAD8
  }
}
