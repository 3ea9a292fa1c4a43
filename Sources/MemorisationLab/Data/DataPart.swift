/// The parts of a run's data.
package enum DataPart: String, CaseIterable, Codable, Sendable {
  /// What is trained on.
  case training
  /// What is held back of the training set; its labels are the true ones and its images no noise.
  case validation
  /// The test set.
  case test
}
