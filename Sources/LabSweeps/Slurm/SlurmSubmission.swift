import LabBase
import LabRuns

/// Gives the pending runs of a plan to Slurm and returns at once.
package struct SlurmSubmission<L: Lab> {
  private let plan: SweepPlan<L>
  private let store: RunStore<L>
  private let script: SlurmScript
  private let options: SlurmOptions
  private let client = SlurmClient()

  /// Makes a submission.
  ///
  /// - Parameters:
  ///   - store: its output folder is an absolute path, and the cluster's machines share it.
  ///   - script: what the tasks do.
  package init(plan: SweepPlan<L>, store: RunStore<L>, script: SlurmScript, options: SlurmOptions) {
    precondition(store.output.hasPrefix("/"), "Slurm is given the folder \(store.output)")
    self.plan = plan
    self.store = store
    self.script = script
    self.options = options
  }

  /// Freezes the plan, writes slurm/ in the sweep's folder, and submits arrays and the job that makes the tables.
  ///
  /// Where one of them is refused, those before it are cancelled.
  ///
  /// - Returns: the jobs; nil where no run is pending, the tables being made then.
  /// - Throws: `LabError.unavailable` where Slurm is not there or refuses, or jobs of the sweep are queued still;
  ///   another one where the files cannot be written.
  package func submit() throws(LabError) -> SlurmJobs? {
    try client.require()
    let largestArray = try client.largestArray()
    let directory = SweepDirectory<L>(output: store.output, name: plan.name)
    try directory.freeze(plan)
    let lock = FolderLock(directory.file("."))
    defer { withExtendedLifetime(lock) {} }
    try requireNothingQueued(directory)
    // The tasks deal the plan that is there, which may have been extended since this one was made.
    let plan = try directory.plan()
    let tasks = SlurmTasks(plan: plan, store: store, minutes: options.minutesPerTask)
    guard !tasks.needed.isEmpty else {
      try SweepTables(plan: plan, store: store).write()
      return nil
    }
    // Without the folder of its log a job ends before it begins, without a word.
    try AtomicFile.makeFolders(directory.file("slurm/logs"), for: directory.file("slurm"))
    let (work, gather) = (directory.file("slurm/work.sh"), directory.file("slurm/gather.sh"))
    try AtomicFile.write(script.work(shares: tasks.shares), to: work)
    try AtomicFile.write(script.gather, to: gather)

    let folder = directory.file("slurm")
    // A % is doubled: the rest of the path is a pattern to sbatch.
    let logs = folder.unicodeScalars.map { $0 == "%" ? "%%" : String($0) }.joined() + "/logs"
    let common = options.passedOn + ["--chdir=\(folder)"]
    var jobs = SlurmJobs(folder: folder, shares: tasks.shares, tasks: tasks.needed.count)
    do throws(LabError) {
      for batch in tasks.batches(largestArray: largestArray) {
        let array = ["--output=\(logs)/%A_%a.txt", "--array=\(batch.text)", work, String(batch.first)]
        jobs.arrays.append(try client.submit(common + array))
        try jobs.write(of: directory)
      }
      let list = jobs.arrays.map { String($0.id) }.joined(separator: ":")
      jobs.tables = try client.submit(
        common + ["--output=\(logs)/tables-%j.txt", "--dependency=afterany:\(list)", gather])
      try jobs.write(of: directory)
    } catch {
      try? client.cancel(jobs.all)
      throw error
    }
    return jobs
  }

  private func requireNothingQueued(_ directory: SweepDirectory<L>) throws(LabError) {
    guard let jobs = try SlurmJobs(of: directory) else { return }
    let queue = try client.queue(jobs)
    guard !queue.isEmpty else { return }
    throw .unavailable(
      what: "sweep \(plan.name)",
      advice:
        "its jobs are still there (\(queue.lines.joined(separator: "; "))): wait for them, or end them with "
        + "`identity-lab sweep cancel \(plan.name)`")
  }
}
