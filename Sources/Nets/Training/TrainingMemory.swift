/// Bytes that a training holds, by what they are for.
public struct TrainingMemory: Codable, Equatable, Sendable {
  /// The weights.
  public let weights: Int
  /// The update rule's moments, and the form that low-rank accumulation keeps weights and updates in.
  public let optimizerState: Int
  /// Gradients by the weights, where they are held to be clipped.
  public let gradients: Int
  /// Image, target, every layer's activations and their gradients.
  public let activations: Int
  /// What the kernels' plans work in: padded copies, packed weights, transforms.
  public let scratch: Int

  /// All of it.
  public var total: Int { weights + optimizerState + gradients + activations + scratch }
}
