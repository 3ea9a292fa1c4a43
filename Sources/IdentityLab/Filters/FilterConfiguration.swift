import LabBase
import LabDrawing
import LabFigures

/// What a picture of a net's weights is drawn from.
package struct FilterConfiguration: Codable, Equatable, Sendable {
  /// What is drawn.
  package enum Part: String, Codable, Sendable {
    /// The weights as images.
    case tiles
    /// Their singular values.
    case spectra

    /// What it is, for sentences.
    var title: String { self == .tiles ? "weights" : "singular values of the weights" }
  }

  /// What is drawn.
  package let filters: Part
  /// Which images of a layer, as `ChannelSelection` reads it; nil of spectra.
  package let select: String?
  /// What tiles share their range of values; nil of spectra.
  package let scale: ActivationSheet.Scale?
  /// Whether the net is as it was before training.
  package let untrained: Bool
  /// The net's run.
  package let run: ReconstructionConfiguration
}
