import LabBase

/// What a run takes of a machine, estimated from its sizes before anything is allocated.
package struct RunCost: Equatable, Sendable {
  /// Its seconds of training on one core with AVX-512 where it takes all its steps, within a factor of two or so.
  ///
  /// The same number on every machine, for shares of a sweep are dealt by it; portable kernels take some 1.5 to 3 times as
  /// long.
  package let seconds: Double
  /// Seconds that it takes beside its training, on one core: making the net, measuring it, writing.
  package let secondsBeside: Double
  /// Bytes of memory at its greatest, a saved state's copies included.
  package let memory: Double
  /// Bytes of disk that the finished run takes.
  package let disk: Double

  /// States a cost.
  package init(seconds: Double, secondsBeside: Double, memory: Double, disk: Double) {
    self.seconds = seconds
    self.secondsBeside = secondsBeside
    self.memory = memory
    self.disk = disk
  }

  /// Seconds of training and beside it.
  package var totalSeconds: Double { seconds + secondsBeside }
}
