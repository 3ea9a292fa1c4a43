import LabBase

/// The program that computes one run of a sweep: `identity-lab sweep work NAME --run INDEX …`.
package struct WorkerCommand: RunLauncher {
  /// Path of the program.
  package let executable: String
  /// Arguments that every run gets: where the output and the data are.
  package let commonArguments: [String]

  /// Makes a command.
  package init(executable: String, commonArguments: [String]) {
    self.executable = executable
    self.commonArguments = commonArguments
  }

  /// Starts a process for a run.
  package func launch(sweep: String, index: Int, logPath: String) throws(LabError) -> any LaunchedRun {
    try WorkerProcess(executable: executable, arguments: arguments(sweep, index), logPath: logPath)
  }

  func arguments(_ sweep: String, _ index: Int) -> [String] {
    ["sweep", "work", sweep, "--run", String(index)] + commonArguments
  }
}
