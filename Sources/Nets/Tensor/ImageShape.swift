/// The shape of one image or activation: channels × height × width.
///
/// A vector of `n` features is `n × 1 × 1`.
public struct ImageShape: Equatable, Hashable, Sendable, CustomStringConvertible {
  /// Number of channels, at least 1.
  public let channels: Int
  /// Height in pixels, at least 1.
  public let height: Int
  /// Width in pixels, at least 1.
  public let width: Int

  /// Makes a shape; every extent must be at least 1.
  public init(channels: Int, height: Int, width: Int) {
    precondition(channels >= 1 && height >= 1 && width >= 1, "no image is \(channels)×\(height)×\(width)")
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// Number of values: channels · height · width.
  public var count: Int { channels * height * width }

  /// Number of pixels: height · width.
  public var pixels: Int { height * width }

  /// The extents with `×` between them, channels first.
  public var description: String { "\(channels)×\(height)×\(width)" }
}
