import LabBase
import LabRuns
import Nets

/// A classifier to be trained, with its images.
package struct MemorisationExperiment: Experiment {
  /// The complete settings.
  package let configuration: MemorisationConfiguration
  /// The images and their labels.
  package let data: ClassificationData

  /// How often each training image was seen on average before a step.
  package func epoch(atStep step: Int) -> Double? {
    Double(step) * Double(configuration.batchSize) / Double(configuration.trainCount)
  }

  /// Builds the net and its training.
  ///
  /// - Throws: `LabError.badConfiguration` where it does not fit this machine.
  package func makeSession(threads: Int) throws(LabError) -> MemorisationSession {
    try MemorisationCost(configuration).checkMemory()
    return MemorisationSession(self, threads: threads)
  }

  /// Says what training came to; the net was measured when its last epoch ended.
  package func record(
    of session: MemorisationSession, _ result: TrainingResult, threads: Int
  ) -> MemorisationRecord {
    MemorisationRecord(configuration, data, result, session.history, session.lastScores)
  }
}
