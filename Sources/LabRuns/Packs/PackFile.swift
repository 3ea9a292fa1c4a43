import Foundation
import LabBase

/// A pack open for reading anywhere in it.
struct PackFile: ~Copyable {
  /// Its bytes.
  let size: Int
  /// What tells it from another file of its path.
  let identity: String
  private let path: String
  private let descriptor: Int32

  /// Opens a pack.
  ///
  /// - Throws: `LabError.inputOutput` where it cannot be.
  init(_ path: String) throws(LabError) {
    let descriptor: Int32
    switch SystemCall.retrying({ open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }) {
    case .success(let opened): descriptor = opened
    case .failure(let failure):
      throw .inputOutput(path: path, operation: "opening", reason: failure.reason)
    }
    guard let identity = FileIdentity(descriptor: descriptor, path: path) else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw .inputOutput(path: path, operation: "opening", reason: reason)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .inputOutput(path: path, operation: "opening", reason: "it is not a regular file")
    }
    self.path = path
    self.descriptor = descriptor
    self.identity = identity.description
    size = identity.size
  }

  deinit { close(descriptor) }

  /// So many bytes from a place on.
  ///
  /// - Throws: `LabError.badData` where the file ends before, `.inputOutput` where it cannot be read.
  func read(_ count: Int, at place: Int) throws(LabError) -> [UInt8] {
    guard place >= 0, count >= 0, count <= size - place else {
      throw .badData(
        path: path, expected: "\(count) bytes at byte \(place)", found: "the end of the file at \(size)")
    }
    var failure: String?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let base = buffer.baseAddress.map { $0 + filled }
        let read = SystemCall.retrying { pread(descriptor, base, count - filled, off_t(place + filled)) }
        guard case .success(let got) = read, got > 0 else {
          failure = "it ended or could not be read at byte \(place + filled)"
          return
        }
        filled += got
      }
    }
    if let failure { throw .inputOutput(path: path, operation: "reading", reason: failure) }
    return bytes
  }
}
