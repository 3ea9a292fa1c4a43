import LabBase
import LabData

extension ProbeSource.Digits {
  /// Digits with labels: the first `limit` of a split of MNIST, or drawn ones.
  ///
  /// - Parameter limit: nil takes all of MNIST's; of drawn digits, of which there is no end, 2,000 to train on and
  ///   500 to test.
  /// - Throws: as `DatasetLocator.open(_:split:limit:)`.
  package func labelledImages(
    _ split: DatasetSplit, limit: Int?, from locator: DatasetLocator
  ) throws(LabError) -> LabelledImages {
    switch self {
    case .mnist: try locator.open(.mnist, split: split, limit: limit)
    case .builtin: .builtInDigits(split, count: limit ?? (split == .train ? 2000 : 500))
    }
  }
}
