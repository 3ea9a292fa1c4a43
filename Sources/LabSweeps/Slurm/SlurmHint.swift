import LabBase

/// What Slurm was given of a sweep, and what of it squeue says is left.
package struct SlurmHint: Encodable, Equatable, Sendable {
  /// The numbers of the arrays.
  package let arrays: [Int]
  /// The number of the job that makes the tables.
  package let tables: Int?
  /// Tasks of all arrays.
  package let tasks: Int
  /// The tasks that have not ended; nil where squeue does not say.
  package let queue: [SlurmQueue.Group]?
  /// A line a job that has not ended.
  package let lines: [String]

  private enum CodingKeys: String, CodingKey { case arrays, tables, tasks, queue }

  /// Asks squeue, which need not be there.
  ///
  /// - Throws: `LabError.badData` where job.json is damaged.
  package init?<L>(of sweep: SweepDirectory<L>) throws(LabError) {
    guard let jobs = try SlurmJobs(of: sweep) else { return nil }
    arrays = jobs.arrays.map(\.id)
    tables = jobs.tables?.id
    tasks = jobs.tasks
    let queue = try? SlurmClient().queue(jobs)
    self.queue = queue?.groups
    lines = queue?.lines ?? []
  }
}
