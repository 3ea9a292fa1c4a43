/// What a stored net makes of the parts of its data.
package struct ClassifierScores: Encodable, Equatable, Sendable {
  /// What it makes of one part.
  package struct Part: Encodable, Equatable, Sendable {
    /// Which part.
    package let part: DataPart
    /// The set that it is of.
    package let dataSet: String
    /// Number of images.
    package let count: Int
    /// Mean cross-entropy; nil where it is infinite.
    package let loss: Double?
    /// Share that is right, of the training part by the labels that were trained with.
    package let accuracy: Double
    /// The same of the images that are not corrupted; nil of other parts.
    package let cleanAccuracy: Double?
    /// The same of the corrupted ones; nil of other parts, and where there is none.
    package let corruptedAccuracy: Double?
    /// How many images of each class, row by row, were taken for each class.
    package let confusion: [[Int]]
  }

  /// The parts that have images.
  package let parts: [Part]

  /// The scores of a part; nil of one that was not asked about.
  package subscript(part: DataPart) -> Part? { parts.first { $0.part == part } }
}
