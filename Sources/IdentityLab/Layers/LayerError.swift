import LabFigures

/// How often a layer's activations name the wrong class.
package struct LayerError: Codable, Equatable, Sendable {
  /// The layer or block by its `LayerName.module`; `input` for the images themselves.
  package let layer: String
  /// Test images that were given another class than their own.
  package let errors: Int
  /// Test images.
  package let images: Int

  /// The error rate, from 0 to 1; nil of no images.
  package var rate: Double? { images > 0 ? Double(errors) / Double(images) : nil }
}
