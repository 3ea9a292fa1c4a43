import LabBase
import LabRuns
import Nets

/// A classifier to be trained, with its images.
package struct MemorisationExperiment: Experiment {
  /// The complete settings.
  package let configuration: MemorisationConfiguration
  /// The images and their labels.
  package let data: ClassificationData
  /// Where files of first weights are found.
  let weights: WeightLibrary

  /// The file of first weights, which only training needs; nil where the initialiser draws them.
  var startWeights: StartWeights? {
    get throws(LabError) { try weights.weights(ofDigest: configuration.startWeights) }
  }

  /// Requires the file of first weights.
  ///
  /// - Throws: `LabError.missingInput` where it is not there, `.badData` where it is another one.
  package func requireInputs() throws(LabError) { _ = try startWeights }

  /// Copies the file of first weights below an output folder.
  ///
  /// - Throws: `LabError` where it cannot be written.
  package func keepInputs(below output: String) throws(LabError) {
    if let startWeights = try startWeights { try WeightStore(output: output).keep(startWeights) }
  }

  /// How often each training image was seen on average before a step.
  package func epoch(atStep step: Int) -> Double? {
    Double(step) * Double(configuration.batchSize) / Double(configuration.trainCount)
  }

  /// Builds the net and its training.
  ///
  /// - Throws: `LabError.badConfiguration` where it does not fit this machine, `.badData` where the file of first weights is not
  ///   of this net.
  package func makeSession(threads: Int) throws(LabError) -> MemorisationSession {
    try MemorisationCost(configuration).checkMemory()
    return try MemorisationSession(self, threads: threads)
  }

  /// Says what training came to; the net was measured when its last epoch ended.
  package func record(
    of session: MemorisationSession, _ result: TrainingResult, threads: Int
  ) -> MemorisationRecord {
    MemorisationRecord(configuration, data, result, session.history, session.lastScores)
  }
}
