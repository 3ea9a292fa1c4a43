import Foundation

/// An exclusive lock of a folder, held until it is released: between processes, for what is read, changed and written.
///
/// It is the folder itself that is locked. NFS locks a file only that may be written, and so no folder: there the lock is
/// of a file `.lock` in it, which stays. A file system without locks leaves the old, very small risk that two holders meet.
///
/// Source: flock(2), "NFS details".
package final class FolderLock {
  /// The name of the file in the folder that is locked where the folder itself cannot be.
  package static let fileName = ".lock"

  private let folder: Int32
  private let file: Int32?

  /// Waits for the lock; nil where the folder cannot be opened.
  package convenience init?(_ folder: String) {
    self.init(folder) { flock($0, LOCK_EX) }
  }

  /// Waits for the lock by a call such as `flock`.
  init?(_ folder: String, by lock: (Int32) -> Int32) {
    guard case .success(let descriptor) = Self.open(folder, O_RDONLY | O_DIRECTORY) else { return nil }
    self.folder = descriptor
    var file: Int32?
    if case .failure(let failure) = SystemCall.retrying({ lock(descriptor) }), failure.code == EBADF,
      case .success(let other) = Self.open("\(folder)/\(Self.fileName)", O_RDWR | O_CREAT)
    {
      file = other
      _ = SystemCall.retrying { lock(other) }
    }
    self.file = file
  }

  deinit {
    if let file { close(file) }
    close(folder)
  }

  /// The time by the clock that sets the times of the folder's files: that of touching the folder.
  ///
  /// Over a network it is the server's, which need not agree with this machine's. Nil where the folder cannot be touched.
  package var now: Date? {
    var status = stat()
    guard futimens(folder, nil) == 0, fstat(folder, &status) == 0 else { return nil }
    return Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
  }

  private static func open(_ path: String, _ flags: Int32) -> Result<Int32, SystemCallFailure> {
    SystemCall.retrying { Foundation.open(path, flags | O_CLOEXEC, 0o644) }
  }
}
