/// What a sheet of layers is drawn from.
public struct LayerConfiguration: Codable, Equatable, Sendable {
  /// The input's SPEC, a file without its folders.
  public let input: String
  /// Which channels, as ``ChannelSelection`` reads it.
  public let select: String
  /// Whose value range tiles are drawn in.
  public let scale: ActivationSheet.Scale
  /// Whether the net is as it was before training.
  public let untrained: Bool
  /// Whether the layers are shown after their activation function; absent, as in pictures of before there was the
  /// choice, where they are not.
  public var afterActivation: Bool?
  /// The net's run.
  public let run: ExperimentConfiguration
}
