import LabBase
import LabRuns
import Nets

extension RunDirectory<ReconstructionLab> {
  /// The run's weights.
  ///
  /// - Parameter isUntrained: whether to take those that it began with, for which its folder need not exist.
  /// - Throws: `LabError.missingInput` before the run has weights, `LabError.badData` where they do not fit,
  ///   `LabError.badConfiguration` where there is no room for them.
  package func weights(
    _ configuration: ReconstructionConfiguration, isUntrained: Bool = false
  ) throws(LabError) -> ParameterBuffer<Float> {
    try CostEstimate(configuration).checkWeights()
    if isUntrained { return configuration.makeInitialParameters() }
    let parameters = ParameterBuffer<Float>(
      layout: configuration.network.parameterLayout(imageShape: configuration.imageShape))
    let file = try tensors("model.safetensors")
    do {
      try Checkpoint.load(file, into: parameters)
    } catch {
      throw .badData(path: self.file("model.safetensors"), expected: error.expected, found: error.found)
    }
    return parameters
  }
}
