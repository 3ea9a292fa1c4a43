import TestSupport
import Testing

@testable import LabBase

@Suite("Memory of the machine")
struct MachineMemoryTests {
  private static let unified = "/sys/fs/cgroup"
  private static let memory = "/sys/fs/cgroup/memory"

  @Test(
    "limits are those of the process's groups and of all above them",
    arguments: [
      ("", [:], []),
      ("0::/\n", [:], []),
      ("0::/\n", ["/sys/fs/cgroup/memory.max": "1024\n"], [1024]),
      ("0::/a/b\n", ["/sys/fs/cgroup/a/b/memory.max": "max\n", "/sys/fs/cgroup/a/memory.max": "7\n"], [7]),
      (
        "0::/a/b\n",
        [
          "/sys/fs/cgroup/a/b/memory.max": "3", "/sys/fs/cgroup/a/memory.max": "7",
          "/sys/fs/cgroup/b/memory.max": "1",
        ], [3, 7]
      ),
      (
        "5:cpu:/x\n4:memory:/y\n",
        [
          "/sys/fs/cgroup/memory/x/memory.limit_in_bytes": "1", "/sys/fs/cgroup/x/memory.max": "2",
          "/sys/fs/cgroup/memory/y/memory.limit_in_bytes": "9223372036854771712\n",
        ], [9_223_372_036_854_771_712]
      ),
      ("4:cpu,memory:/y\n", ["/sys/fs/cgroup/memory/memory.limit_in_bytes": "5"], [5]),
      // A colon and a blank belong to a name; a line that is none is passed over.
      ("nonsense\n\n0::/a:b c\n", ["/sys/fs/cgroup/a:b c/memory.max": "6"], [6]),
      ("0::/a\n", ["/sys/fs/cgroup/a/memory.max": "", "/sys/fs/cgroup/memory.max": "none"], []),
      // What is no number of bytes limits nothing.
      ("0::/a\n", ["/sys/fs/cgroup/a/memory.max": "nan", "/sys/fs/cgroup/memory.max": "-1"], []),
    ] as [(String, [String: String], [Double])])
  func examples(groups: String, files: [String: String], limits: [Double]) {
    #expect(MachineMemory.limits(groups: groups) { files[$0] } == limits)
  }

  @Test("in any hierarchy the limits are the numbers between the group and the root, the group's first")
  func model() {
    for index in 0..<500 {
      var draws = Draws("groups", index)
      let isUnified = draws.below(2) == 0
      let parts = draws.elements(of: ["a", "b.slice", "docker", "ö", "0"], atMost: 5)
      let root = isUnified ? Self.unified : Self.memory
      let name = isUnified ? "memory.max" : "memory.limit_in_bytes"
      var files: [String: String] = [:]
      var expected: [Double] = []
      for depth in stride(from: parts.count, through: 0, by: -1) {
        let content = draws.element(of: [nil, "max\n", "\(draws.below(1 << 40))\n", "\(draws.below(100))"])
        files[([root] + parts.prefix(depth) + [name]).joined(separator: "/")] = content
        if let number = content.flatMap({ Int($0.trimmed) }) { expected.append(Double(number)) }
      }
      let line = (isUnified ? "0::/" : "9:hugetlb,memory:/") + parts.joined(separator: "/") + "\n"
      let groups = draws.below(2) == 0 ? line : "3:cpu,cpuacct:/x\n" + line + "1:name=systemd:/y\n"
      #expect(MachineMemory.limits(groups: groups) { files[$0] } == expected, "\(groups)")
    }
  }

  @Test("this machine has memory, and not all that anybody asks for")
  func available() {
    #expect(MachineMemory.available > 0x1p20 && MachineMemory.available.isFinite)
    let error = #expect(throws: LabError.self) {
      try MachineMemory.require(0x1p70, for: "a test", advice: "ask for less")
    }
    #expect(error?.exitCode == 78 && error?.description.contains("ask for less") == true)
    #expect(throws: Never.self) { try MachineMemory.require(1, for: "a test", advice: "") }
  }

  @Test("a limit of the address space is one, too")
  func addressSpace() {
    let head = "Limit                     Soft Limit           Hard Limit           Units\n"
    func limits(_ soft: String) -> String {
      head + "Max processes             7                    7                    processes\n"
        + "Max address space         \(soft)            unlimited            bytes     \n"
    }
    #expect(MachineMemory.addressSpace(limits: limits("300000000")) == 300_000_000)
    #expect(MachineMemory.addressSpace(limits: limits("unlimited")) == nil)
    #expect(MachineMemory.addressSpace(limits: "") == nil)
  }
}
