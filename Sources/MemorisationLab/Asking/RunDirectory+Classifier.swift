import LabBase
import LabRuns
import Nets

extension RunDirectory<MemorisationLab> {
  /// The run's parameters and running statistics, or those that it began with.
  ///
  /// - Throws: `LabError.missingInput` before the run has any, `LabError.badData` where they do not fit or are no
  ///   numbers, `LabError.badConfiguration` where there is no room for them.
  func parameters(
    _ configuration: MemorisationConfiguration, isUntrained: Bool = false
  ) throws(LabError) -> ParameterBuffer<Float> {
    try MemorisationCost(configuration).checkAsking()
    guard !isUntrained else {
      return try configuration.makeInitialParameters(startWeights(ofDigest: configuration.startWeights))
    }
    let parameters = ParameterBuffer<Float>(layout: configuration.layout)
    try load(into: parameters)
    try requireFinite(parameters)
    return parameters
  }
}
