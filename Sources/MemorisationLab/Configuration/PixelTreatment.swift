/// What is done to the pixels of all images, of training and of testing ([Z] section 2).
///
/// Source: Zhang, Bengio, Hardt, Recht, Vinyals, "Understanding deep learning requires rethinking generalization", ICLR
/// 2017, arXiv 1611.03530.
package enum PixelTreatment: String, CaseIterable, Codable, Sendable {
  /// They stay as they are.
  case original = "true"
  /// One permutation of places, the same for every image and channel.
  case shuffled
  /// A permutation of places for each image, the same for its channels.
  case random
  /// Noise with the training images' mean and standard deviation of each channel.
  case gaussian

  /// What was done, in words; nil for nothing.
  package var statement: String? {
    switch self {
    case .original: nil
    case .shuffled: "pixels shuffled alike in all images"
    case .random: "pixels shuffled in each image"
    case .gaussian: "Gaussian pixels"
    }
  }
}
