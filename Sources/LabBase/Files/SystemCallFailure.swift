import Foundation

/// The error number that a failed POSIX call left behind.
package struct SystemCallFailure: Error, Equatable {
  /// The number, such as `ENOENT`.
  package let code: Int32

  /// The C library's text for the number, such as `No space left on device`.
  package var reason: String { String(cString: strerror(code)) }

  /// Whether the disk or the user's share of it is full.
  package var isDiskFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
}
