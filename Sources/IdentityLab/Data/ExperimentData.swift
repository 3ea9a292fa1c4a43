import LabBase
import LabData

/// The training images and everything that a trained net is asked about, standardised.
package struct ExperimentData: Sendable {
  /// What the net learns.
  package let training: TrainingSet
  /// The names of the training images that it may have memorised: all of a list, the first of a whole set.
  package let constantNames: [String]
  /// The probe battery; its training images are those of a list, the first few of a whole set.
  package let battery: ProbeBattery
  /// Inputs of known correlation with the training image; empty where nothing can correlate with it, because it
  /// is of one value all over or has too few pixels.
  package let similarity: [SimilarityInputs]

  /// Digest of the battery, and of a whole set's images; computed anew whenever it is asked for, from a copy of all
  /// values, and so kept by ``ReconstructionLab``.
  var digest: String {
    let parts = [battery.digest] + (training.digest.map { [$0] } ?? [])
    return parts.count == 1 ? parts[0] : Digest.sha256(Array(parts.joined().utf8))
  }

  /// The standardised training images that ``constantNames`` names, C · H · W values each.
  package var constants: [[Float]] {
    constantNames.indices.map { Array(battery[.training].inputs[$0]) }
  }

  /// Bytes of the battery and the similarity inputs.
  var byteCount: Int {
    let values =
      battery.sets.reduce(0) { $0 + $1.inputs.values.count }
      + similarity.reduce(0) { $0 + $1.inputs.values.count }
    return values * MemoryLayout<Float>.stride
  }
}
