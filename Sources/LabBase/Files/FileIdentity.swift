import Foundation

/// What tells without reading a file whether it is still the one that was read: where it lies, its size, and when it was
/// last written.
package struct FileIdentity: CustomStringConvertible {
  /// All of it as one text.
  package let description: String
  /// The file's size in bytes.
  package let size: Int

  /// Looks at a file; nil where there is none.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status, path)
  }

  /// Looks at an open file, which need not have its path any more; nil where that fails.
  package init?(descriptor: Int32, path: String) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status, path)
  }

  private init(_ status: stat, _ path: String) {
    size = Int(status.st_size)
    let written = status.st_mtim
    description =
      "\(path) \(status.st_dev):\(status.st_ino) \(status.st_size) \(written.tv_sec).\(written.tv_nsec)"
  }
}
