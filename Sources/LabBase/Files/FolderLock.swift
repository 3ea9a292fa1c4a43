import Foundation

/// An exclusive lock of a folder, held until it is released: between processes, for what is read, changed and written.
///
/// A file system without locks leaves the old, very small risk that two holders meet.
package final class FolderLock {
  private let descriptor: Int32

  /// Waits for the lock; nil where the folder cannot be opened.
  package init?(_ folder: String) {
    guard
      case .success(let descriptor) = SystemCall.retrying({ open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
      )
    else { return nil }
    self.descriptor = descriptor
    _ = SystemCall.retrying { flock(descriptor, LOCK_EX) }
  }

  deinit { close(descriptor) }
}
