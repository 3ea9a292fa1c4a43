import Foundation

/// Files that grow at their end.
package enum AppendedFile {
  /// Cuts a file at a length and writes bytes behind it, flushed to the disk.
  ///
  /// A crash leaves what was there up to `length`, and perhaps a part of what was being written.
  ///
  /// - Throws: `LabError.cannotCreate` where the file cannot be opened, `.inputOutput` where writing fails part way.
  package static func write(_ bytes: [UInt8], to path: String, at length: Int) throws(LabError) {
    let descriptor: Int32
    switch SystemCall.retrying({ open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666) }) {
    case .success(let number): descriptor = number
    case .failure(let failure): throw .cannotCreate(path: path, reason: failure.reason)
    }
    defer { close(descriptor) }
    if case .failure(let failure) = write(bytes, descriptor, length) {
      throw .inputOutput(path: path, operation: "appending \(bytes.count) bytes", reason: failure.reason)
    }
  }

  private static func write(
    _ bytes: [UInt8], _ descriptor: Int32, _ length: Int
  ) -> Result<Int32, SystemCallFailure> {
    if case .failure(let failure) = SystemCall.retrying({ ftruncate(descriptor, off_t(length)) }) {
      return .failure(failure)
    }
    return bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        let place = off_t(length + written)
        switch SystemCall.retrying({ pwrite(descriptor, rest.baseAddress, rest.count, place) }) {
        case .success(let count): written += count
        case .failure(let failure): return .failure(failure)
        }
      }
      return SystemCall.retrying { fsync(descriptor) }
    }
  }
}
