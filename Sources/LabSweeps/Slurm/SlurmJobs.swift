import Foundation
import LabBase

/// The jobs of a sweep's last submission: slurm/job.json in the sweep's folder.
package struct SlurmJobs: Codable, Equatable, Sendable {
  /// One job, as sbatch named it.
  package struct Job: Codable, Equatable, Sendable {
    /// Its number; of an array that of the array.
    package let id: Int
    /// The cluster it was sent to; nil for the usual one.
    package let cluster: String?
  }

  /// The arrays, in the order of their shares.
  package internal(set) var arrays: [Job] = []
  /// The job that makes the tables; nil before it is submitted.
  package internal(set) var tables: Job?
  /// The folder that the jobs were started in, by which they are known.
  package let folder: String
  /// Into how many shares the plan was dealt.
  package let shares: Int
  /// Tasks of all arrays.
  package let tasks: Int

  /// All jobs.
  package var all: [Job] { arrays + [tables].compactMap(\.self) }

  /// Reads the jobs of a sweep; nil of one that Slurm was never given.
  ///
  /// - Throws: `LabError.badData` where job.json is something else.
  package init?<L>(of sweep: SweepDirectory<L>) throws(LabError) {
    let path = Self.path(of: sweep)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    self = try JSONFile.decode(
      try AtomicFile.read(path), path: path,
      contents: "the jobs of a sweep (`squeue` lists those that are left; remove the file to go on without)")
  }

  init(folder: String, shares: Int, tasks: Int) {
    self.folder = folder
    self.shares = shares
    self.tasks = tasks
  }

  func write<L>(of sweep: SweepDirectory<L>) throws(LabError) {
    try AtomicFile.write(CanonicalJSON.pretty(self), to: Self.path(of: sweep))
  }

  private static func path<L>(of sweep: SweepDirectory<L>) -> String { sweep.file("slurm/job.json") }
}
