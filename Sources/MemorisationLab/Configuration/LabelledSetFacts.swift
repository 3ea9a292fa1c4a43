import LabData
import Nets

/// What a complete configuration says of its data.
struct LabelledSetFacts {
  /// The images to train on, those held back for validation among them.
  let training: LabelledSetSpec
  /// The images to test on.
  let test: LabelledSetSpec
  /// Shape of the images as they are stored; what a net sees is a square part of them.
  let shape: ImageShape
  /// Number of images to train on.
  let count: Int
  /// Number of images to test on.
  let testCount: Int
  /// Digest of all images and labels.
  let digest: String
  /// The version of the arithmetic; nil for that of a new run.
  var numerics: Int?
}
