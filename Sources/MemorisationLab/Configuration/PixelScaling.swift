/// How bytes become what a net sees.
package enum PixelScaling: String, CaseIterable, Codable, Sendable {
  /// Minus the image's own mean, divided by max(its standard deviation, 1/√count), all channels together.
  ///
  /// TensorFlow's `per_image_standardization`, which [Z] used.
  case whiten
  /// From 0 to 1.
  case none
}
