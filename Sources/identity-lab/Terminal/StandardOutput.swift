@preconcurrency import Foundation
import LabBase

/// Where results go.
enum StandardOutput {
  /// Sends what was printed on its way.
  ///
  /// A reader that has gone, such as `head`, has read what it wanted.
  ///
  /// - Throws: `LabError.inputOutput` where any of it could not be written.
  static func flush() throws(LabError) {
    errno = 0
    guard fflush(stdout) != 0 || ferror(stdout) != 0, errno != EPIPE else { return }
    throw .inputOutput(
      path: "standard output", operation: "writing",
      reason: errno == 0 ? "some of it was lost" : String(cString: strerror(errno)))
  }
}
