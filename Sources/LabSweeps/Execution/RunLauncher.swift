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
