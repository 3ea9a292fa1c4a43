import LabBase
import LabRuns

extension RunDirectory<ReconstructionLab> {
  /// How far a one-layer fully connected net trained on one image is from Theorem 1's closed form, ‖W − W*‖ / ‖W*‖.
  ///
  /// Nil for other nets and for f − f₀, of which the theorem says nothing, and for one that diverged to weights that are not finite.
  ///
  /// - Throws: `LabError` where the run has no weights or its data are not on this machine.
  package func distanceFromTheorem1(lab: ReconstructionLab) throws(LabError) -> Double? {
    let configuration = try configuration()
    guard configuration.architecture == .fcn, configuration.depth == 1, configuration.batchSize == nil,
      configuration.centred != true
    else { return nil }
    let trained = try weights(configuration)
    let trainingImage = try lab.makeExperiment(configuration).data.trainingImage
    let theorem = try Theorem1(
      initialWeights: weights(configuration, isUntrained: true).values.array, trainingImage: trainingImage)
    return theorem.relativeError(ofWeights: trained.values.array)
  }
}
