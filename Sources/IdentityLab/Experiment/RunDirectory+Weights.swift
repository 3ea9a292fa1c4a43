import LabBase
import LabRuns
import Nets

extension RunDirectory<ReconstructionLab> {
  /// The run's weights.
  ///
  /// - Parameter step: that of a snapshot; nil for the end of training.
  /// - Throws: `LabError.missingInput` before the run has weights, `LabError.badData` where they do not fit,
  ///   `LabError.badConfiguration` where there is no room for them.
  package func weights(
    _ configuration: ReconstructionConfiguration, atStep step: Int? = nil
  ) throws(LabError) -> ParameterBuffer<Float> {
    try checkRoom(configuration)
    let parameters = ParameterBuffer<Float>(layout: configuration.layout)
    try load(into: parameters, atStep: step)
    // f₀ is asked wherever f − f₀ is.
    if configuration.centred == true {
      let file = try startWeights(ofDigest: configuration.startWeights)
      parameters.start = try file?.parameters(configuration.layout)
    }
    return parameters
  }

  /// The run's weights, or those that it began with, which must be numbers.
  ///
  /// - Throws: what ``weights(_:)`` throws, and `LabError.badData` naming the first weight that is infinite or none: a
  ///   diverged run's may be.
  func finiteWeights(
    _ configuration: ReconstructionConfiguration, isUntrained: Bool
  ) throws(LabError) -> ParameterBuffer<Float> {
    let parameters = try weights(configuration, isUntrained: isUntrained)
    try requireFinite(parameters)
    return parameters
  }

  /// The weights that the run ended with, or those that it began with, for which its folder need not exist.
  ///
  /// - Throws: what ``weights(_:)`` throws.
  func weights(
    _ configuration: ReconstructionConfiguration, isUntrained: Bool
  ) throws(LabError) -> ParameterBuffer<Float> {
    guard isUntrained else { return try weights(configuration) }
    try checkRoom(configuration)
    return try configuration.makeInitialParameters(startWeights(ofDigest: configuration.startWeights))
  }

  /// A store may come from a larger machine, or have been tampered with.
  private func checkRoom(_ configuration: ReconstructionConfiguration) throws(LabError) {
    try CostEstimate(configuration).checkWeights()
    try CostEstimate.checkMemory(asking: configuration.network, imageShape: configuration.imageShape)
  }
}
