import LabDrawing
import LabRuns

/// What a sheet of layers is drawn from.
package struct LayerConfiguration<Configuration: RunConfiguration>: Codable, Equatable, Sendable {
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
  package let run: Configuration

  /// Says what is drawn.
  package init(
    input: String, select: String, scale: ActivationSheet.Scale, untrained: Bool,
    afterActivation: Bool? = nil,
    run: Configuration
  ) {
    self.input = input
    self.select = select
    self.scale = scale
    self.untrained = untrained
    self.afterActivation = afterActivation
    self.run = run
  }
}
