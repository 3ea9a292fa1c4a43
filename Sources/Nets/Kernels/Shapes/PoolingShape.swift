/// The shape of one pooling layer's work: N × C × H × W in, N × C × ⌈H/stride⌉ × ⌈W/stride⌉ out, padding "same".
public struct PoolingShape: Equatable, Hashable, Sendable, CustomStringConvertible {
  /// Images in the batch, N.
  public let batch: Int
  /// Channels, C, each pooled alone.
  public let channels: Int
  /// Windows down the image's height H.
  public let rows: WindowAxis
  /// Windows along the image's width W.
  public let columns: WindowAxis

  /// Makes a shape; every extent must be at least 1.
  ///
  /// - Parameters:
  ///   - batch: images, N.
  ///   - channels: C.
  ///   - height: of an image in pixels, H.
  ///   - width: of an image in pixels, W.
  ///   - kernelSize: height and width of a window, by default 3.
  ///   - stride: pixels from one window to the next, by default 2.
  public init(batch: Int, channels: Int, height: Int, width: Int, kernelSize: Int = 3, stride: Int = 2) {
    precondition(min(batch, channels) >= 1, "no pooling is of \(batch)×\(channels)")
    self.batch = batch
    self.channels = channels
    rows = WindowAxis(extent: height, kernelSize: kernelSize, stride: stride)
    columns = WindowAxis(extent: width, kernelSize: kernelSize, stride: stride)
  }

  /// Channel images, N · C.
  public var planes: Int { batch * channels }
  /// Values of the input: N · C · H · W.
  public var inputCount: Int { planes * rows.extent * columns.extent }
  /// Values of the output.
  public var outputCount: Int { planes * rows.outputs * columns.outputs }

  /// For example `128×64×28×28 k3/2`.
  public var description: String {
    "\(batch)×\(channels)×\(rows.extent)×\(columns.extent) k\(rows.kernelSize)/\(rows.stride)"
  }
}
