import Nets

/// The inputs of the similarity protocol at one ρ.
package struct SimilarityInputs: Equatable, Sendable {
  /// Their correlation with the training image, in [0, 1].
  package let rho: Double
  /// The standardised inputs, [N, C, H, W].
  package let inputs: ImageBatch
}
