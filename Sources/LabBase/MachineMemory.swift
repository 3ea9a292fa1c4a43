import Foundation

/// The memory that this process may use.
package enum MachineMemory {
  /// Bytes: the machine's own, the least limit of a control group that the process is in, or the limit of its address
  /// space, whichever is less.
  ///
  /// Source: proc_pid_limits(5); cgroups(7), `memory.max` of version 2, `memory.limit_in_bytes` of version 1. A group's limit holds for
  /// those below it, so every group up to the root is looked at.
  package static var available: Double {
    let physical = Double(ProcessInfo.processInfo.physicalMemory)
    let groups = (try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)) ?? ""
    let own = (try? String(contentsOfFile: "/proc/self/limits", encoding: .utf8)).flatMap(
      addressSpace(limits:))
    return limits(groups: groups) { try? String(contentsOfFile: $0, encoding: .utf8) }
      .reduce(min(physical, own ?? physical), min)
  }

  /// The soft limit of the address space that the text of /proc/self/limits names; nil of none.
  static func addressSpace(limits: String) -> Double? {
    let name = "Max address space"
    let line = limits.split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.dropFirst(name.count).split(separator: " ").first.flatMap { Double($0) }
  }

  /// The limits of the groups that the text of /proc/self/cgroup names, and of those above them.
  static func limits(groups: String, read: (String) -> String?) -> [Double] {
    groups.split(separator: "\n").flatMap { line -> [Double] in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return [] }
      let isUnified = fields[1].isEmpty
      guard isUnified || fields[1].split(separator: ",").contains("memory") else { return [] }
      let (root, file) =
        isUnified ? ("/sys/fs/cgroup", "memory.max") : ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
      var parts = fields[2].split(separator: "/")
      var limits: [Double] = []
      while true {
        let folder = ([root] + parts.map(String.init)).joined(separator: "/")
        // Not `max`, nor what is no number of bytes.
        if let limit = read("\(folder)/\(file)").flatMap({ Double($0.trimmed) }), limit >= 0 {
          limits.append(limit)
        }
        if parts.isEmpty { return limits }
        parts.removeLast()
      }
    }
  }

  /// A number of bytes in the unit that memory is sold in.
  package static func text(_ bytes: Double) -> String {
    String(format: "%.1f GiB", bytes / 0x1p30)
  }

  /// Requires that so many bytes are there.
  ///
  /// - Parameters:
  ///   - what: what needs them, such as `training a network`.
  ///   - advice: what to lower.
  /// - Throws: `LabError.badConfiguration` of key `memory`.
  package static func require(_ bytes: Double, for what: String, advice: String) throws(LabError) {
    let available = available
    guard bytes <= available else {
      throw .badConfiguration(
        key: "memory", found: "\(what) with \(text(bytes))",
        expected: "at most the \(text(available)) that this process may use; \(advice)")
    }
  }
}
