import CJPEG
import LabBase

/// JPEG files (ISO/IEC 10918-1), read by libjpeg-turbo: baseline and progressive, grey and colour.
package enum JPEGFile {
  /// The version of libjpeg-turbo.
  package static var libraryVersion: String { String(cString: cjpeg_version()) }

  /// What every JPEG file begins with: the marker of its start and the first byte of the next one.
  static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

  /// Reads a picture from the content of a file called `name`.
  ///
  /// Grey files give 1 channel, colour ones 3; values are v / 255 in [0, 1]. The picture is turned and mirrored as its
  /// Exif orientation says; colour profiles are ignored. CMYK, arithmetic coding and 12-bit samples are refused. The
  /// values are those of the decoder's exact integer transform, which another decoder may round otherwise.
  ///
  /// - Throws: `LabError.badData(path:expected:found:)` when it is no JPEG, is damaged or incomplete, wider or
  ///   higher than ``PNGFile/largestExtent`` or of more values than ``PNGFile/largestPicture``.
  package static func read(bytes: [UInt8], name: String) throws(LabError) -> Image {
    try bytes.withUnsafeBufferPointer { buffer throws(LabError) in
      var reader: OpaquePointer?
      var header = cjpeg_header()
      try check(name: name) { cjpeg_open(buffer.baseAddress, buffer.count, &reader, &header, $0) }
      defer { cjpeg_close(reader) }
      let (width, height, channels) = (Int(header.width), Int(header.height), Int(header.channels))
      guard width * height * channels <= PNGFile.largestPicture else {
        throw LabError.badData(
          path: name, expected: "a JPEG picture of at most \(PNGFile.largestPicture) values",
          found: "\(width)×\(height) pixels of \(channels)")
      }
      var samples = [UInt8](repeating: 0, count: width * height * channels)
      try check(name: name) { message in
        samples.withUnsafeMutableBufferPointer { cjpeg_read_pixels(reader, $0.baseAddress, message) }
      }
      let exif = UnsafeBufferPointer(start: header.exif, count: header.exif_count)
      return Image(interleaved: samples, channels: channels, height: height, width: width)
        .oriented(ImageOrientation(exif: Array(exif)))
    }
  }

  /// Calls the C shim and turns its status and message into an error.
  private static func check(
    name: String, _ call: (UnsafeMutablePointer<CChar>) -> Int32
  ) throws(LabError) {
    var status = Int32(CJPEG_OK)
    let message = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CJPEG_MESSAGE_SIZE)) { buffer in
      buffer.initialize(repeating: 0)
      guard let start = buffer.baseAddress else { return "" }
      status = call(start)
      return String(cString: start)
    }
    if status == CJPEG_NO_MEMORY {
      throw LabError.unavailable(what: "memory for \(name)", advice: "use a smaller picture")
    }
    if status != CJPEG_OK {
      throw LabError.badData(
        path: name, expected: "a complete and undamaged JPEG picture, grey or RGB", found: message)
    }
  }
}
