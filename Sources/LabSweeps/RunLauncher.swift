import LabBase

/// Starts the runs of a sweep, each on its own.
package protocol RunLauncher {
  /// Starts a run.
  ///
  /// - Parameters:
  ///   - sweep: the frozen plan's name.
  ///   - index: the run's place in it.
  ///   - logPath: where to say what went wrong; the last line is a failure's reason.
  /// - Throws: `LabError` where it cannot be started.
  func launch(sweep: String, index: Int, logPath: String) throws(LabError) -> any LaunchedRun
}

/// A run that was started.
package protocol LaunchedRun {
  /// How it ended; nil while it runs.
  func poll() -> RunEnd?

  /// Asks it to save its state and end.
  func interrupt(_ signal: Int32)
}

/// How a started run ended.
package enum RunEnd: Equatable, Sendable {
  /// It left with an exit code.
  case exit(Int32)
  /// A signal killed it.
  case signal(Int32)
  /// It is gone without a word: whoever started this program had told the system to forget children.
  case unknown
}
