/// One axis of an image over which windows of k pixels slide, stride by stride, with zeros around: padding "same".
///
/// There are ⌈extent / stride⌉ windows. Together they reach max((outputs − 1) · stride + k − extent, 0) pixels beyond
/// the image, of which the smaller half lies before it; TensorFlow's rule. The windows may be larger than the image.
public struct WindowAxis: Equatable, Hashable, Sendable {
  /// Pixels of the image.
  public let extent: Int
  /// Pixels of a window, k.
  public let kernelSize: Int
  /// Pixels from one window to the next.
  public let stride: Int

  /// Describes an axis; every number is at least 1.
  public init(extent: Int, kernelSize: Int, stride: Int) {
    precondition(
      min(extent, kernelSize, stride) >= 1,
      "no axis of \(extent) has windows of \(kernelSize) every \(stride)")
    self.extent = extent
    self.kernelSize = kernelSize
    self.stride = stride
  }

  /// Number of windows.
  public var outputs: Int { (extent + stride - 1) / stride }
  /// Pixels beyond the image, on both sides.
  public var padding: Int { max((outputs - 1) * stride + kernelSize - extent, 0) }
  /// Pixels before the image: half of them rounded down.
  public var paddingBefore: Int { padding / 2 }
  /// Pixels after the image.
  public var paddingAfter: Int { padding - paddingBefore }

  /// The windows whose pixel `tap`, below k, lies inside the image.
  func outputs(seeing tap: Int) -> Range<Int> {
    let before = paddingBefore - tap
    let lower = max(0, (before + stride - 1) / stride)
    let last = extent - 1 + before
    return lower..<max(lower, last < 0 ? 0 : min(outputs, last / stride + 1))
  }

  /// The pixel that `tap` of a window lies on; outside the image it is below 0 or from the extent on.
  func pixel(output: Int, tap: Int) -> Int { output * stride + tap - paddingBefore }
}
