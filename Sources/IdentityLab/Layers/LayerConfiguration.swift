import LabDrawing

/// What a sheet of layers is drawn from.
package struct LayerConfiguration: Codable, Equatable, Sendable {
  /// The input's SPEC, a file without its folders.
  package let input: String
  /// Which channels, as ``ChannelSelection`` reads it.
  package let select: String
  /// Whose value range tiles are drawn in.
  package let scale: ActivationSheet.Scale
  /// Whether the net is as it was before training.
  package let untrained: Bool
  /// Whether the layers are shown after their activation function; absent, as in pictures of before there was the
  /// choice, where they are not.
  package var afterActivation: Bool?
  /// The net's run.
  package let run: ReconstructionConfiguration
}
