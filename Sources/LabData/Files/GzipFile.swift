import CZlib
import LabBase

/// A file read from front to back, inflated on the way if its first bytes say that it is gzip (RFC 1952).
///
/// The name does not matter. Only as much is inflated as is asked for, and memory grows with what really arrives,
/// so a small file that would inflate to terabytes costs no more than its reader wants of it.
package struct GzipFile: ~Copyable {
  /// The version of zlib, which inflates.
  package static var libraryVersion: String { String(cString: zlibVersion()) }

  /// The path as the caller gave it, for errors.
  let path: String
  /// Number of bytes to be read of a plain file; nil where only reading finds the end.
  let size: Int?
  private let file: InputFile
  /// Bytes of the file that were read and not yet delivered or inflated: those from `next` on.
  private var input: [UInt8]
  private var next = 0
  /// zlib's state, at an address of its own because zlib checks that it never moves; nil for a plain file.
  private let stream: UnsafeMutablePointer<z_stream>?
  private var isInsideMember = true

  private static let magic: [UInt8] = [0x1f, 0x8b]
  private static let blockSize = 1 << 16

  /// Opens a file and looks at its first two bytes.
  ///
  /// - Throws: What ``InputFile`` throws; `unavailable` if zlib has no memory for its state.
  init(_ path: String) throws(LabError) {
    let file = try InputFile(path, allowsPipe: false)
    let head = try file.read(upTo: Self.magic.count)
    let stream = head == Self.magic ? try Self.makeStream(path) : nil
    self.path = path
    self.size = stream == nil ? file.size : nil
    self.file = file
    self.input = head
    self.stream = stream
  }

  deinit {
    if let stream {
      inflateEnd(stream)
      stream.deallocate()
    }
  }

  /// Reads up to `count` further bytes; fewer only at the end.
  ///
  /// The checksum of compressed data is checked where the end is read, so ask for one byte more to have it checked.
  ///
  /// - Throws: `badData` for compressed data that are damaged or cut off; `inputOutput`.
  mutating func read(upTo count: Int) throws(LabError) -> [UInt8] {
    guard let stream else {
      guard next < input.count else {
        return try file.read(upTo: count)
      }
      let head = input[next...].prefix(count)
      next += head.count
      return try head + file.read(upTo: count - head.count)
    }
    var output: [UInt8] = []
    while output.count < count {
      if next == input.count {
        input = try file.read(upTo: Self.blockSize)
        next = 0
      }
      if input.isEmpty {
        guard !isInsideMember else {
          throw .badData(
            path: path, expected: "a whole gzip file", found: "the end of the file in the middle of its data")
        }
        break
      }
      if !isInsideMember {
        // Files joined end to end are one gzip file.
        inflateReset(stream)
        isInsideMember = true
      }
      try inflateBlock(stream, to: &output, upTo: count)
    }
    return output
  }

  private static func makeStream(_ path: String) throws(LabError) -> UnsafeMutablePointer<z_stream> {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 more than the window's bits: a gzip header and its checksum, nothing else.
    let status = inflateInit2_(stream, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      stream.deallocate()
      throw .unavailable(what: "zlib", advice: "inflating \(path) could not begin (zlib's code \(status))")
    }
    return stream
  }

  /// Inflates what is at hand until it is used up or a block is full.
  private mutating func inflateBlock(
    _ stream: UnsafeMutablePointer<z_stream>, to output: inout [UInt8], upTo count: Int
  ) throws(LabError) {
    let wanted = min(Self.blockSize, count - output.count)
    let start = next
    var status = Z_OK
    let block = input.withUnsafeMutableBufferPointer { compressed in
      [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
        stream.pointee.next_in = compressed.baseAddress.map { $0 + start }
        stream.pointee.avail_in = UInt32(compressed.count - start)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(wanted)
        status = inflate(stream, Z_NO_FLUSH)
        filled = wanted - Int(stream.pointee.avail_out)
      }
    }
    next = input.count - Int(stream.pointee.avail_in)
    output += block
    switch status {
    case Z_OK, Z_BUF_ERROR:
      break
    case Z_STREAM_END:
      isInsideMember = false
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib's code \(status)"
      throw .badData(path: path, expected: "a whole gzip file", found: "damaged data (\(reason))")
    }
  }
}
