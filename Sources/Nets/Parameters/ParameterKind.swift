/// What a tensor of a network's parameters is for.
public enum ParameterKind: Sendable {
  /// The weights of a convolution or of a fully connected layer.
  case weight
  /// What is added to each output of such a layer.
  case bias
  /// The factor of each channel after batch normalisation.
  case scale
  /// What is added to each channel after batch normalisation.
  case shift
  /// The means of channels that batch normalisation keeps for evaluation.
  case mean
  /// The variances of channels that batch normalisation keeps for evaluation.
  case variance

  /// Whether gradients move it; running statistics follow the batches instead.
  public var isTrained: Bool { self != .mean && self != .variance }
}
