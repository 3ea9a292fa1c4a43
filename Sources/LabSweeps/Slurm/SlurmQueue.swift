import LabBase

/// What squeue says of some jobs: a hint, for where the runs stand is in their files.
package struct SlurmQueue: Encodable, Equatable, Sendable {
  /// Tasks of one job that are in the same state for the same reason.
  package struct Group: Encodable, Equatable, Sendable {
    /// The job's number; of an array that of the array.
    package let job: Int
    /// Slurm's word, such as `PENDING` or `RUNNING`.
    package let state: String
    /// Why it waits, such as `Resources`; nil where it does not.
    package let reason: String?
    /// How many.
    package internal(set) var tasks: Int
  }

  /// Those that have not ended, in squeue's order.
  package private(set) var groups: [Group] = []

  /// The fields that ``init(parsing:folder:)`` takes: job and task, state, reason, working folder.
  static let format = "%i|%T|%r|%Z"

  /// States that are no more than a memory of a job.
  private static let ended: Set<Substring> = [
    "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED",
    "REVOKED",
    "TIMEOUT",
  ]

  /// Reads a task a line; what else a site's squeue prints is passed over.
  ///
  /// - Parameter folder: the working folder of the jobs. A number alone does not tell whose job it is: a cluster that was
  ///   set up anew begins to count at 1.
  init(parsing text: String, folder: String) {
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false).map(\.trimmed)
      guard fields.count == 4, fields[3] == folder,
        let job = fields[0].split(separator: "_").first.flatMap({ Int($0) }),
        !fields[1].isEmpty, !Self.ended.contains(fields[1][...])
      else { continue }
      let reason = fields[2].isEmpty || fields[2] == "None" ? nil : fields[2]
      if let place = groups.firstIndex(where: { ($0.job, $0.state, $0.reason) == (job, fields[1], reason) }) {
        groups[place].tasks += 1
      } else {
        groups.append(Group(job: job, state: fields[1], reason: reason, tasks: 1))
      }
    }
  }

  /// Whether no task is left.
  package var isEmpty: Bool { groups.isEmpty }

  /// Such as `job 12: 2 RUNNING, 5 PENDING (Resources)`, a line a job.
  package var lines: [String] {
    groups.map(\.job).distinct.map { job in
      let states = groups.filter { $0.job == job }.map { group in
        "\(group.tasks) \(group.state)" + (group.reason.map { " (\($0))" } ?? "")
      }
      return "job \(job): \(states.joined(separator: ", "))"
    }
  }
}
