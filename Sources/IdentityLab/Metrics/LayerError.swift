/// How often a layer's activations name the wrong class.
public struct LayerError: Codable, Equatable, Sendable {
  /// Name of the layer or block; `input` for the images themselves.
  public let layer: String
  /// Test images that were given another class than their own.
  public let errors: Int
  /// Test images.
  public let images: Int

  /// The error rate, from 0 to 1; NaN of no images.
  public var rate: Double { Double(errors) / Double(images) }
}
