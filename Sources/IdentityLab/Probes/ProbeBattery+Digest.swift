import LabBase

extension ProbeBattery {
  /// SHA-256 of all standardised values in the sets' order, each as four little-endian bytes; 64 hex digits.
  ///
  /// Two evaluations with equal digests were made on the same inputs, bit by bit.
  package var digest: String {
    var digest = RunningDigest()
    for set in sets {
      let words = set.inputs.values.map { $0.bitPattern.littleEndian }
      words.withUnsafeBytes { digest.update($0.bindMemory(to: UInt8.self)) }
    }
    return digest.finish()
  }
}
