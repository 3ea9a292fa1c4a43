import Foundation

/// Standard input, output and error, one of which whoever started the program may have closed.
enum StandardStreams {
  /// Opens those that are closed on nothing, so that no file of ours gets their numbers.
  ///
  /// Results that have nowhere to go are an error still: standard output is then not one to write to.
  static func open() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number, which is this one.
      _ = Foundation.open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
