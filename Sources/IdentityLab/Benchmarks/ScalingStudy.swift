import LabBase
import Nets

/// Step times of convolutional nets that differ from one net in one size each.
package struct ScalingStudy {
  /// The sizes that are varied.
  package enum Axis: String, CaseIterable, Sendable {
    /// Weight layers.
    case depth
    /// Hidden channels.
    case width
    /// Filter height and width.
    case kernelSize
    /// Image height and width.
    case side
  }

  /// The sizes of a convolutional net on square images of one channel.
  package struct Net: Equatable, Sendable {
    /// Weight layers.
    package var depth: Int
    /// Hidden channels.
    package var width: Int
    /// Filter height and width.
    package var kernelSize: Int
    /// Image height and width.
    package var side: Int

    /// One of its sizes.
    package subscript(axis: Axis) -> Int {
      get { self[keyPath: Self.path(axis)] }
      set { self[keyPath: Self.path(axis)] = newValue }
    }

    private static func path(_ axis: Axis) -> WritableKeyPath<Net, Int> {
      switch axis {
      case .depth: \.depth
      case .width: \.width
      case .kernelSize: \.kernelSize
      case .side: \.side
      }
    }
  }

  /// The net that all others differ from in one size.
  package static let base = Net(depth: 5, width: 128, kernelSize: 5, side: 28)

  /// The sizes measured along an axis; `isQuick` takes fewer and smaller ones, of a smaller net.
  package static func sizes(along axis: Axis, isQuick: Bool) -> [Int] {
    switch axis {
    case .depth: isQuick ? [2, 3, 4] : [1, 2, 3, 5, 8, 12, 17, 24]
    case .width: isQuick ? [4, 8, 16] : [4, 8, 16, 32, 64, 128, 256, 512]
    case .kernelSize: isQuick ? [3, 5] : [3, 5, 7, 9, 11, 13, 15]
    case .side: isQuick ? [8, 12] : [8, 14, 20, 28, 40, 56]
    }
  }

  /// Measures every size of every axis with the real training step.
  ///
  /// - Parameters:
  ///   - seconds: how long each net is measured; steps of large nets are timed at least three times.
  ///   - progress: called before each net.
  package static func measure(
    seconds: Double, isQuick: Bool, progress: (Axis, Net) -> Void
  ) throws(LabError) -> ScalingTable {
    var table = ScalingTable()
    for axis in Axis.allCases {
      for size in sizes(along: axis, isQuick: isQuick) {
        var net = base
        if isQuick { net.width = 8 }
        net[axis] = size
        progress(axis, net)
        let benchmark = try StepBenchmark(
          kind: .cnn, depth: net.depth, width: net.width, kernelSize: net.kernelSize,
          imageShape: ImageShape(channels: 1, height: net.side, width: net.side), optimizer: .sgd)
        let times = benchmark.measure(seconds: seconds, leastSteps: 3)
        table.rows.append(
          ScalingTable.Row(
            program: "IdentityLab", axis: axis, net: net, milliseconds: times.millisecondsPerStep))
      }
    }
    return table
  }
}
