/// What a weight layer's extents come to.
public protocol LayerShape: Sendable, CustomStringConvertible {
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
  /// Multiplications of one of the three products.
  public var multiplications: Int { outputCount * rowLength }
}
