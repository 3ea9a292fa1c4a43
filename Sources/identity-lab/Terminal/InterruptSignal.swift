import CInterruptSignal
import Foundation

/// The signal that asked this process to stop: SIGINT, SIGTERM or SIGUSR1, seen at the next step boundary.
///
/// Those that come within a second of the first are the same request; a later one ends the process at once.
enum InterruptSignal {
  /// Starts to listen.
  static func install() {
    cis_install()
  }

  /// The signal's number; nil while there was none.
  static var received: Int32? {
    let number = cis_received()
    return number == 0 ? nil : number
  }

  /// The exit code after a checkpoint: 130 for Ctrl-C, 143 for a polite kill, 75 ("run again") for a batch system's.
  static var exitCode: Int32 {
    switch received {
    case SIGINT: 130
    case SIGTERM: 143
    default: 75
    }
  }
}
