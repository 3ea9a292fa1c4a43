import Nets

/// The inputs of the similarity protocol at one ρ.
public struct SimilarityInputs: Equatable, Sendable {
  /// Their correlation with the training image, in [0, 1].
  public let rho: Double
  /// The standardised inputs, [N, C, H, W].
  public let inputs: ImageBatch
}
