import LabBase

extension ProbeBattery {
  /// SHA-256 of all standardised values in the sets' order, each as four little-endian bytes; 64 hex digits.
  ///
  /// Two evaluations with equal digests were made on the same inputs, bit by bit.
  package var digest: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sets.reduce(0) { $0 + 4 * $1.inputs.values.count })
    for set in sets {
      for value in set.inputs.values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    return Digest.sha256(bytes)
  }
}
