/// What a net makes of a part.
package struct PartScore: Equatable, Sendable {
  /// Mean cross-entropy.
  package let loss: Double
  /// Whether each image's class is the one with the largest output.
  package let isRight: [Bool]
  /// How many images of each class, row by row, were taken for each class.
  package let confusion: [[Int]]

  /// Share of the images that are right.
  package var accuracy: Double { Double(isRight.count { $0 }) / Double(isRight.count) }
}
