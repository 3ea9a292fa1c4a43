import Foundation

/// What tells without reading a file whether it is still the one that was read: where it lies, its size, and when it was
/// last written.
package struct FileIdentity: CustomStringConvertible {
  /// All of it as one text.
  package let description: String

  /// Looks at a file; nil where there is none.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let written = status.st_mtim
    description =
      "\(path) \(status.st_dev):\(status.st_ino) \(status.st_size) \(written.tv_sec).\(written.tv_nsec)"
  }
}
