import LabBase
import LabRuns

/// All scores of a run anew, for results of versions that did not decompose the answers.
package struct ProbeScores: Study {
  /// The version of the measure.
  package static let version = 1

  /// There is one.
  package let name = "probe-scores"

  /// Asks the trained net everything once more.
  ///
  /// - Throws: `LabError` where weights or data are missing.
  package func measure(
    _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int,
    onProgress: (Double) -> Void
  ) throws(LabError) -> Evaluation {
    let configuration = try run.configuration()
    return try lab.makeExperiment(configuration).evaluate(run.weights(configuration), threads: threads)
  }
}
