/// The control groups of Linux that a process is in, whose limits hold for it.
///
/// Source: cgroups(7). A group's limit holds for those below it, so every group up to the root is looked at.
enum ControlGroups {
  /// A group's folder.
  struct Folder: Equatable {
    /// Its path.
    let path: String
    /// Whether it is of version 2, in which all controllers share one hierarchy.
    let isUnified: Bool
  }

  /// The folders of the groups that the text of /proc/self/cgroup names for a controller, such as `memory`, each followed
  /// by those above it.
  static func folders(groups: String, controller: String) -> [Folder] {
    groups.split(separator: "\n").flatMap { line -> [Folder] in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return [] }
      let isUnified = fields[1].isEmpty
      guard isUnified || fields[1].split(separator: ",").contains(Substring(controller)) else { return [] }
      let root = isUnified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/\(controller)"
      let parts = fields[2].split(separator: "/").map(String.init)
      return (0...parts.count).reversed().map { depth in
        Folder(path: ([root] + parts.prefix(depth)).joined(separator: "/"), isUnified: isUnified)
      }
    }
  }
}
