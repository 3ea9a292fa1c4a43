import Foundation

/// The memory that this process may use.
package enum MachineMemory {
  /// Bytes: the machine's own, the least limit of a control group that the process is in, or the limit of its address
  /// space, whichever is less.
  ///
  /// Source: proc_pid_limits(5); cgroups(7), `memory.max` of version 2, `memory.limit_in_bytes` of version 1.
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
    ControlGroups.folders(groups: groups, controller: "memory").compactMap { folder in
      let file = folder.isUnified ? "memory.max" : "memory.limit_in_bytes"
      // Not `max`, nor what is no number of bytes.
      return read("\(folder.path)/\(file)").flatMap { Double($0.trimmed) }.flatMap { $0 >= 0 ? $0 : nil }
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
