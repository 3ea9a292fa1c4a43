import LabBase
import Nets

/// The scripts that Slurm runs: one makes a share of a sweep's runs, the other its tables.
///
/// All paths in them are absolute, and words that no shell changes.
package struct SlurmScript: Sendable {
  private let sweep: String
  private let timeLimit: Int?
  private let start: String

  /// States what the scripts are about.
  ///
  /// - Parameters:
  ///   - sweep: the sweep's name.
  ///   - program: path of the program, the same one on every machine of the cluster.
  ///   - output: the output folder, which they share.
  ///   - data: what IDENTITY_LAB_DATA is to be; nil leaves it as it is.
  ///   - isPortable: whether the tasks' kernels are pinned, as those of the submitting process.
  ///   - folder: where relative paths of settings start.
  ///   - timeLimit: minutes of a task; nil for the partition's limit.
  /// - Throws: `LabError.badConfiguration` for a path with a line break, or an output folder with a backslash.
  package init(
    sweep: String, program: String, output: String, data: String?, isPortable: Bool = false, folder: String,
    timeLimit: Int? = nil
  ) throws(LabError) {
    for path in [program, output, data ?? "", folder]
    where path.unicodeScalars.contains(where: { Character($0).isNewline }) {
      throw .badConfiguration(
        key: "--launcher", found: "slurm with the path \(path.debugDescription)",
        expected: "paths without line breaks")
    }
    guard !output.utf8.contains(UInt8(ascii: "\\")) else {
      throw .badConfiguration(
        key: "--out", found: "\(output)",
        expected: "a folder without a backslash, which sbatch would take out of the path")
    }
    self.sweep = sweep
    self.timeLimit = timeLimit
    let lines = [
      "program=\(ShellWord.quoted(program))", "output=\(ShellWord.quoted(output))",
      data.map { "export IDENTITY_LAB_DATA=\(ShellWord.quoted($0))" },
      // Not left to the environment that sbatch passes on, which may be none.
      isPortable ? "export \(InstructionSet.pinVariable)=1" : nil, "cd \(ShellWord.quoted(folder)) || exit",
    ]
    start = lines.compactMap(\.self).joined(separator: "\n")
  }

  /// The script of an array's task; its first argument is the share that task 0 would make.
  package func work(shares: Int) -> String {
    """
    #!/bin/bash
    # Makes a share of the runs of sweep \(sweep): sbatch --array=TASKS work.sh FIRST, and task t makes share FIRST + t of
    # \(shares). A share whose runs are done ends at once.
    #SBATCH --job-name=\(sweep)
    #SBATCH --open-mode=append
    #SBATCH --ntasks=1
    #SBATCH --requeue
    #SBATCH --signal=B:USR1@\(SlurmOptions.warning)\(timeLimit.map { "\n#SBATCH --time=\($0)" } ?? "")

    \(start)
    share=$(($1 + SLURM_ARRAY_TASK_ID))/\(shares)
    echo "share $share of sweep \(sweep) on $(hostname), attempt $((${SLURM_RESTART_COUNT:-0} + 1))"

    # Slurm tells this shell alone that time is running out; the worker saves its run's state and leaves with 75.
    trap 'told=1; kill -s USR1 "$!"' USR1
    trap 'told=1; kill -s TERM "$!"' TERM
    "$program" sweep work \(sweep) --shard "$share" --out "$output" &
    wait "$!"
    code=$?
    while [ -n "$told" ]; do
      # A signal ends a wait, not the worker.
      told=
      wait "$!"
      code=$?
    done
    echo "share $share: exit code $code"

    # 138: told before it listened, and ended without having begun.
    if [ "$code" -eq 75 ] || [ "$code" -eq 138 ]; then
      scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
    fi
    exit "$code"

    """
  }

  /// The script of the job that makes the tables when all tasks have ended.
  package var gather: String {
    """
    #!/bin/bash
    # Makes results.csv and timings.csv of sweep \(sweep) from its runs' files.
    #SBATCH --job-name=\(sweep)-tables
    #SBATCH --ntasks=1\(timeLimit.map { "\n#SBATCH --time=\($0)" } ?? "")

    \(start)
    exec "$program" sweep gather \(sweep) --out "$output"

    """
  }
}
