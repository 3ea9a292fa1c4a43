import LabBase
import LabRuns

/// What was done to end the work on a sweep.
///
/// What was made stays, and the runs at work save their states.
package struct SweepCancellation: Encodable, Equatable, Sendable {
  /// The sweep's name.
  package let name: String
  /// The name of the laboratory that it is of.
  package let lab: String
  /// The tasks of Slurm that were cancelled.
  package let tasks: [SlurmQueue.Group]
  /// The processes of this machine that were told to save and end.
  package let processes: [SweepProcess]
  /// The other machines, or containers, that make runs of it, by name: nobody was told there.
  package let elsewhere: [String]

  /// Cancels the sweep's jobs or, where there are none, ends the work of this machine's processes.
  ///
  /// One of both: a job's worker on this machine, told a second time, would end without saving.
  ///
  /// - Throws: `LabError.unavailable` where the sweep was given to Slurm, nothing is at work here and Slurm cannot be
  ///   asked; another one where the plan or job.json cannot be read.
  package init<L: Lab>(of directory: SweepDirectory<L>) throws(LabError) {
    let plan = try directory.plan()
    let store = RunStore<L>(output: directory.output)
    // Not in the middle of a submission.
    let lock = FolderLock(directory.file("."))
    defer { withExtendedLifetime(lock) {} }
    var problem: LabError?
    var queue: SlurmQueue?
    do {
      queue = try Self.cancelJobs(of: directory)
    } catch .unavailable(let what, let advice) {
      problem = .unavailable(what: what, advice: advice)
    } catch { throw error }
    tasks = queue?.groups ?? []
    let told = tasks.isEmpty ? SweepProcess.all(of: directory).filter { $0.interrupt() } : []
    processes = told
    if let problem, told.isEmpty { throw problem }
    name = plan.name
    lab = L.name
    elsewhere =
      tasks.isEmpty
      ? StoredRun.all(of: plan, in: store).filter { $0.state == RunStatus.State.running.rawValue }.compactMap
      { run in
        guard let status = run.status, let pid = store.directory(run.runKey).localProcess else {
          return run.status?.host
        }
        // One of this machine that was not told: another build of the program, or another command's.
        return told.isEmpty ? "\(status.host) (process \(pid))" : nil
      }.distinct.sorted() : []
  }

  private static func cancelJobs<L: Lab>(of directory: SweepDirectory<L>) throws(LabError) -> SlurmQueue? {
    guard let jobs = try SlurmJobs(of: directory) else { return nil }
    let client = SlurmClient()
    let queue = try client.queue(jobs)
    try client.cancel(jobs.all.filter { job in queue.groups.contains { $0.job == job.id } })
    return queue
  }
}
