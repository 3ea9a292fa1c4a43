import LabBase
import LabData
import LabImages
import LabRuns

/// What the pictures of an experiment depend on: those it learns, and those that its net is asked about.
struct DataRecipe: Hashable {
  /// The training pictures, of a size that is known.
  let pictures: PictureRequest
  /// Standardisation of all of them.
  let normalization: Normalization
  /// Where the other pictures come from.
  let source: ProbeSource

  /// All of it, data sets aside, under the name of what is asked about it.
  func question(_ name: String) -> [String] {
    [name, normalization.rawValue, CanonicalJSON.compact(source)] + pictures.texts
  }
}
