/// What the inputs of the similarity protocol are mixed with: the direction away from the training image.
package enum SimilarityFamily: String, CaseIterable, Codable, Sendable {
  /// Independent standard normal values a pixel.
  case gaussianNoise = "gaussian-noise"
  /// Independent uniform values a pixel.
  case uniformNoise = "uniform-noise"
  /// Other real images, such as the battery's digits.
  case images
}
