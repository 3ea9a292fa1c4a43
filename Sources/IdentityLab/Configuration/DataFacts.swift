import LabData
import LabImages
import Nets

/// What a complete configuration says of its data.
struct DataFacts {
  /// The training images.
  let image: TrainingSpec
  /// Part and colours of them; its size is that of ``shape``.
  let form: PictureForm
  /// Shape of an image as the net sees it.
  let shape: ImageShape
  /// How many training images there are.
  let count: Int
  /// Standardisation of pixels.
  let normalization: Normalization
  /// Where the probe battery's images come from.
  let probes: ProbeSource
  /// Digest of battery and training images.
  let digest: String
  /// The version of the arithmetic of a stored run; nil of a new one, which has the present one.
  var numerics: Int?
}
