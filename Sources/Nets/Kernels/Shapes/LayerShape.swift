/// What a weight layer's extents come to.
public protocol LayerShape: Sendable, CustomStringConvertible {
  /// Images or vectors in the batch, N.
  var batch: Int { get }
  /// Values of the input.
  var inputCount: Int { get }
  /// Values of the output.
  var outputCount: Int { get }
  /// Weights.
  var weightCount: Int { get }
  /// Outputs that have weights of their own, the weights' first extent.
  var weightRows: Int { get }
}

extension LayerShape {
  /// Weights of one output.
  public var rowLength: Int { weightCount / weightRows }
  /// The output as channels of positions: one position of a vector's features.
  public var outputAxes: ChannelShape {
    ChannelShape(batch: batch, channels: weightRows, positions: outputCount / (batch * weightRows))
  }
  /// Multiplications of one of the three products.
  public var multiplications: Int { outputCount * rowLength }
}
