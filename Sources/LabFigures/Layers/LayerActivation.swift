import Nets

/// One layer's activation for one image.
package struct LayerActivation: Equatable, Sendable {
  /// What made it.
  package let name: LayerName
  /// C × H × W.
  package let shape: ImageShape
  /// The values before or after the activation function, as was asked.
  package let values: [Float]

  /// Names values.
  package init(name: LayerName, shape: ImageShape, values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
  }
}
