/// Arrays in NumPy's .npy format, version 1.0, in C order; those of numbers are little-endian float32.
///
/// Layout: `\x93NUMPY`, 1, 0, header length (2 bytes), a Python dictionary padded with blanks so that the data start
/// at a multiple of 64, data. Source: NumPy Enhancement Proposal 1.
package enum NumpyFile {
  /// The bytes of an array of the given extents.
  package static func encode(_ values: [Float], dimensions: [Int]) -> [UInt8] {
    precondition(
      dimensions.reduce(1, *) == values.count, "\(values.count) values for an array of \(dimensions)")
    var bytes = header(description: "'<f4'", dimensions: dimensions)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
    }
    return bytes
  }

  /// All that stands before the data of an array.
  ///
  /// - Parameter description: the data's type as Python has it, with its quotes or brackets.
  package static func header(description: String, dimensions: [Int]) -> [UInt8] {
    // A tuple of one needs its comma in Python.
    let shape = dimensions.map(String.init).joined(separator: ", ") + (dimensions.count == 1 ? "," : "")
    let dictionary = "{'descr': \(description), 'fortran_order': False, 'shape': (\(shape)), }"
    let unpadded = 10 + dictionary.utf8.count + 1
    let padding = (64 - unpadded % 64) % 64
    let header = Array(dictionary.utf8) + [UInt8](repeating: 0x20, count: padding) + [0x0A]
    precondition(header.count <= 0xFFFF, "a header of \(header.count) bytes")
    let length = [UInt8(truncatingIfNeeded: header.count), UInt8(truncatingIfNeeded: header.count >> 8)]
    return [0x93] + Array("NUMPY".utf8) + [1, 0] + length + header
  }
}
