/// One tensor's place in a network's flat block of parameters.
public struct ParameterEntry: Equatable, Sendable {
  /// Name in PyTorch's manner, such as `layers.0.weight`.
  public let name: String
  /// What it is for.
  public let kind: ParameterKind
  /// Extents: [out, in] of a linear layer, [out, in, kh, kw] of a convolution, [out] of every other kind.
  public let dimensions: [Int]
  /// Inputs that one output of its layer sums over: in, times kh · kw of a convolution.
  public let fanIn: Int
  /// Whether weights are kept from falling below 0, as an input-convex net's are.
  public let isNonNegative: Bool
  /// Index of the first value in the block.
  public let offset: Int

  /// Number of values.
  public var count: Int { dimensions.reduce(1, *) }
  /// Outputs that one input reaches: out, times kh · kw of a convolution.
  public var fanOut: Int { dimensions[0] * dimensions.dropFirst(2).reduce(1, *) }
}
