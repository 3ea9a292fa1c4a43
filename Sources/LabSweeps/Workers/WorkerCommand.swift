import LabBase

/// The program that makes the runs of a sweep: `identity-lab sweep work NAME --serve …`.
package struct WorkerCommand: WorkerLauncher {
  /// Path of the program.
  package let executable: String
  /// Arguments that every worker gets: where the output and the data are.
  package let commonArguments: [String]

  /// Makes a command.
  package init(executable: String, commonArguments: [String]) {
    self.executable = executable
    self.commonArguments = commonArguments
  }

  /// Starts a process.
  package func launch(sweep: String, logPath: String) throws(LabError) -> any LaunchedWorker {
    try WorkerProcess(
      executable: executable, arguments: ["sweep", "work", sweep, "--serve"] + commonArguments,
      logPath: logPath)
  }
}
