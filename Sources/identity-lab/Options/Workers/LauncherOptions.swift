import ArgumentParser
import Foundation
import LabBase
import LabRuns
import LabSweeps
import Nets

/// Who makes the runs of a sweep, and what Slurm is told.
struct LauncherOptions: ParsableArguments {
  /// Who makes the runs.
  enum Launcher: String, CaseIterable, ExpressibleByArgument {
    case local, slurm, plan
  }

  @Option(
    help:
      "Who makes the runs: local, this machine; slurm, which is given job arrays and not waited for; plan, nobody yet: only the plan is written, for `sweep work`."
  )
  var launcher = Launcher.local

  @Option(
    help: ArgumentHelp(
      "Minutes of training packed into a task of Slurm, as estimated. (default: 10)", valueName: "minutes"))
  var slurmMinutes: Double?

  @Option(
    help: ArgumentHelp(
      "Minutes after which Slurm stops a task, which saves its state and is queued again. (default: the partition's)",
      valueName: "minutes"))
  var slurmTime: Int?

  @Option(
    help: ArgumentHelp(
      "A long option for sbatch, such as --slurm-option=--partition=long. May be repeated.",
      valueName: "option"))
  var slurmOption: [String] = []

  @Flag(help: "Stay until Slurm's jobs have ended.")
  var wait = false

  func validate() throws {
    let given = [
      (slurmMinutes != nil, "--slurm-minutes"), (slurmTime != nil, "--slurm-time"),
      (!slurmOption.isEmpty, "--slurm-option"), (wait, "--wait"),
    ]
    if launcher != .slurm, let flag = given.first(where: \.0)?.1 {
      throw ValidationError("\(flag) is for --launcher slurm.")
    }
  }

  /// What Slurm is told of the tasks.
  ///
  /// - Throws: `LabError.badConfiguration` for what cannot be.
  func slurm() throws(LabError) -> SlurmOptions {
    try SlurmOptions(minutesPerTask: slurmMinutes ?? 10, timeLimit: slurmTime, passedOn: slurmOption)
  }

  /// The submission of a plan.
  ///
  /// - Throws: `LabError.badConfiguration` for options or paths that cannot be.
  func submission<L: ProgramLab>(
    of plan: SweepPlan<L>, in locations: LocationOptions
  ) throws(LabError) -> SlurmSubmission<L> {
    let options = try slurm()
    let output = Self.absolute(locations.folder)
    let script = try SlurmScript(
      sweep: plan.name, program: locations.worker.executable, output: output,
      data: (locations.dataFolder ?? Environment.text("IDENTITY_LAB_DATA")).map(Self.absolute),
      isPortable: InstructionSet.isPinned, folder: FileManager.default.currentDirectoryPath,
      timeLimit: options.timeLimit)
    return SlurmSubmission(plan: plan, store: RunStore(output: output), script: script, options: options)
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
