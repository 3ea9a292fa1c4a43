import TestSupport
import Testing

@testable import LabBase

@Suite("Processors of the machine")
struct MachineProcessorsTests {
  @Test(
    "quotas are those of the process's groups and of all above them",
    arguments: [
      ("", [:], []),
      ("0::/\n", ["/sys/fs/cgroup/cpu.max": "max 100000\n"], []),
      (
        "0::/a\n", ["/sys/fs/cgroup/a/cpu.max": "150000 100000\n", "/sys/fs/cgroup/cpu.max": "8 2"], [1.5, 4]
      ),
      (
        "3:cpu,cpuacct:/x\n",
        [
          "/sys/fs/cgroup/cpu/x/cpu.cfs_quota_us": "-1\n",
          "/sys/fs/cgroup/cpu/x/cpu.cfs_period_us": "100000\n",
          "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "50000\n",
          "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
        ], [0.5]
      ),
      // What is no quota limits nothing.
      ("0::/a\n", ["/sys/fs/cgroup/a/cpu.max": "2", "/sys/fs/cgroup/cpu.max": "1 0"], []),
      ("0::/a\n", ["/sys/fs/cgroup/a/cpu.max": "nan 1", "/sys/fs/cgroup/cpu.max": "x 1"], []),
      ("4:memory:/y\n", ["/sys/fs/cgroup/memory/y/cpu.max": "1 1"], []),
    ] as [(String, [String: String], [Double])])
  func quotas(groups: String, files: [String: String], expected: [Double]) {
    #expect(MachineProcessors.quotas(groups: groups) { files[$0] } == expected)
  }

  @Test(
    "the least of mask, quotas and batch system counts, and one thread is always at work",
    arguments: [
      (8, [], nil, 8), (8, [4], nil, 4), (8, [3.99, 16], nil, 3), (8, [0.5], nil, 1), (8, [], "2", 2),
      (2, [], "16", 2), (4, [], "many", 4), (4, [], "0", 4), (4, [], "-3", 4), (4, [.infinity], " 3\n", 3),
    ] as [(Int, [Double], String?, Int)])
  func least(scheduled: Int, quotas: [Double], batchSystem: String?, expected: Int) {
    #expect(
      MachineProcessors.usable(scheduled: scheduled, quotas: quotas, batchSystem: batchSystem) == expected)
  }
}
