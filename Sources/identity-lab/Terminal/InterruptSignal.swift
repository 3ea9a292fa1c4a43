import Foundation

/// The signal that asked this process to stop: SIGINT, SIGTERM or SIGUSR1, seen at the next step boundary.
///
/// A second one ends the process at once.
enum InterruptSignal {
  /// Starts to listen.
  ///
  /// A parent that blocks signals hands the block down to its children, so it is lifted here.
  static func install() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGUSR1] {
      signal(number) { received in
        if received == SIGUSR1 && received == receivedSignal { return }
        if receivedSignal != 0 { _exit(128 + received) }
        receivedSignal = received
      }
      sigaddset(&signals, number)
    }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// The signal's number; nil while there was none.
  static var received: Int32? {
    receivedSignal == 0 ? nil : receivedSignal
  }

  /// The exit code after a checkpoint: 130 for Ctrl-C, 143 for a polite kill, 75 ("run again") for a batch system's.
  static var exitCode: Int32 {
    receivedSignal == SIGINT ? 130 : receivedSignal == SIGTERM ? 143 : 75
  }
}

// A signal handler may touch nothing else; int-sized loads and stores do not tear.
nonisolated(unsafe) private var receivedSignal: Int32 = 0
