import LabBase

/// What a run takes of a machine, estimated from its sizes before anything is allocated.
package struct RunCost: Equatable, Sendable {
  /// An upper bound on its seconds on one core, within a factor of three or so.
  package let seconds: Double
  /// Bytes of memory at its greatest, a saved state's copies included.
  package let memory: Double
  /// Bytes of disk that the finished run takes.
  package let disk: Double

  /// States a cost.
  package init(seconds: Double, memory: Double, disk: Double) {
    self.seconds = seconds
    self.memory = memory
    self.disk = disk
  }
}
