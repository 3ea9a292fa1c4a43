/// Which part of an image a training step sees.
package enum CropChoice: String, CaseIterable, Codable, Sendable {
  /// The middle, as in testing.
  case centre
  /// A part at random of the image and a black border around it, another one every time.
  case random
}
