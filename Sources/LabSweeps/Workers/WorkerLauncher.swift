import LabBase

/// Starts workers for the runs of a sweep.
package protocol WorkerLauncher {
  /// Starts a worker.
  ///
  /// - Parameters:
  ///   - sweep: the frozen plan's name.
  ///   - logPath: where its standard error goes.
  /// - Throws: `LabError` where it cannot be started.
  func launch(sweep: String, logPath: String) throws(LabError) -> any LaunchedWorker
}
