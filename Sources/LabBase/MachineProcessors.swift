import Foundation

/// The processors that this process may use.
package enum MachineProcessors {
  /// How many threads can be at work at once, at least 1: the scheduler's mask, the processor time that control groups
  /// allow, and what Slurm gave the task, whichever is least.
  ///
  /// Source: cgroups(7), `cpu.max` of version 2, `cpu.cfs_quota_us` and `cpu.cfs_period_us` of version 1; sbatch(1),
  /// SLURM_CPUS_PER_TASK.
  ///
  /// - Parameter scheduled: how many the scheduler's mask has.
  package static func usable(scheduled: Int) -> Int {
    let groups = (try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)) ?? ""
    let quotas = quotas(groups: groups) { try? String(contentsOfFile: $0, encoding: .utf8) }
    return usable(
      scheduled: scheduled, quotas: quotas,
      batchSystem: ProcessInfo.processInfo.environment["SLURM_CPUS_PER_TASK"])
  }

  /// The least of what is allowed; of a quota whole processors count, for a thread that gets a part of one delays the
  /// others.
  static func usable(scheduled: Int, quotas: [Double], batchSystem: String?) -> Int {
    let task = batchSystem.flatMap { Int($0.trimmed) }.flatMap { $0 >= 1 ? $0 : nil }
    let whole = quotas.map { Int(min($0, 1e6)) }
    return max(1, (whole + [scheduled] + (task.map { [$0] } ?? [])).min() ?? 1)
  }

  /// Processors' worth of time that the groups of the text of /proc/self/cgroup, and those above them, allow.
  static func quotas(groups: String, read: (String) -> String?) -> [Double] {
    ControlGroups.folders(groups: groups, controller: "cpu").compactMap { folder in
      let words =
        folder.isUnified
        ? (read("\(folder.path)/cpu.max") ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        : ["quota", "period"].compactMap { read("\(folder.path)/cpu.cfs_\($0)_us")?.trimmed }
      // `max` and −1 are no limit.
      guard words.count == 2, let quota = Double(words[0]), let period = Double(words[1]), quota > 0,
        period > 0
      else { return nil }
      return quota / period
    }
  }
}
