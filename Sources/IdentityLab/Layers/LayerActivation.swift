import Nets

/// One layer's activation for one image.
package struct LayerActivation: Equatable, Sendable {
  /// Name of the layer or block.
  package let name: String
  /// C × H × W.
  package let shape: ImageShape
  /// The values before or after the activation function, as was asked.
  package let values: [Float]
}
