import CPNG
import LabBase

/// PNG files (ISO/IEC 15948): any kind in, 8-bit RGB with texts out.
///
/// libpng does the work; this is what of it the lab uses.
package enum PNGFile {
  /// The version of libpng.
  package static var libraryVersion: String { String(cString: cpng_version()) }

  /// Largest width and height in pixels that is read or written: 16,384.
  package static let largestExtent = Int(CPNG_MAX_EXTENT)

  /// Most values of a picture, pixels times channels with alpha among them, that are read: 2²⁸, a GiB of floats.
  ///
  /// A few ten thousand bytes may truly hold the largest width and height in one colour; they should not cost 4 GiB.
  package static let largestPicture = 1 << 28

  /// Largest text in bytes of UTF-8 that is read or written: 8 MiB less 1 KiB for the chunk around it.
  package static let largestText = Int(CPNG_MAX_CHUNK_BYTES) - 1024

  /// Most texts of one file that are read or written: 254.
  ///
  /// libpng counts its limit of 256 down, and 1 means to it that nothing is left.
  package static let mostTexts = Int(CPNG_MAX_CHUNKS) - 2

  /// Largest file in bytes that is read: 1 GiB, more than the largest RGB picture takes uncompressed.
  package static let largestFile = 1 << 30

  /// The bytes that every PNG begins with.
  package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Calls the C shim and turns its status and message into an error.
  static func check(
    name: String, expected: String, _ call: (UnsafeMutablePointer<CChar>) -> Int32
  ) throws(LabError) {
    var status = Int32(CPNG_OK)
    let message = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CPNG_MESSAGE_SIZE)) { buffer in
      buffer.initialize(repeating: 0)
      guard let start = buffer.baseAddress else { return "" }
      status = call(start)
      return String(cString: start)
    }
    if status == CPNG_NO_MEMORY {
      throw LabError.unavailable(what: "memory for \(name)", advice: "use a smaller picture")
    }
    if status != CPNG_OK {
      throw LabError.badData(path: name, expected: expected, found: message)
    }
  }
}
