/// Activations whose channels are treated alike at every position: [N, C, P], P = H · W, or 1 of a vector's features.
public struct ChannelShape: Equatable, Hashable, Sendable, CustomStringConvertible {
  /// Images or vectors in the batch, N.
  public let batch: Int
  /// Channels or features, C.
  public let channels: Int
  /// Pixels of a channel, P.
  public let positions: Int

  /// Makes a shape; every extent must be at least 1.
  public init(batch: Int, channels: Int, positions: Int) {
    precondition(
      min(batch, channels, positions) >= 1, "no activations are \(batch)×\(channels)×\(positions)")
    self.batch = batch
    self.channels = channels
    self.positions = positions
  }

  /// All values: N · C · P.
  public var count: Int { batch * channels * positions }
  /// Values of one channel in the whole batch: N · P.
  public var channelCount: Int { batch * positions }

  /// The extents with `×` between them.
  public var description: String { "\(batch)×\(channels)×\(positions)" }
}
