import Nets

/// An input and what every layer of a net makes of it.
package struct LayerTrace: Sendable {
  /// The input's name.
  package let input: String
  /// The input as the net sees it, C × H × W.
  package let values: [Float]
  /// Every weight layer's output, before or after its activation function.
  package let layers: [LayerActivation]
  /// Shape of the input.
  package let shape: ImageShape

  /// Gathers them.
  package init(input: String, values: [Float], layers: [LayerActivation], shape: ImageShape) {
    self.input = input
    self.values = values
    self.layers = layers
    self.shape = shape
  }

  /// The input, then every layer's output.
  package var activations: [LayerActivation] {
    [LayerActivation(name: .input, shape: shape, values: values)] + layers
  }
}
