import LabBase
import LabRuns
import Nets

extension ReconstructionConfiguration {
  /// The weights that a run of this configuration begins with, drawn by its initialiser.
  package func makeInitialParameters() -> ParameterBuffer<Float> {
    guard let initializer, let initializerGain else {
      preconditionFailure("the first weights are those of the file \(startWeights ?? "")")
    }
    let parameters = ParameterBuffer<Float>(layout: layout)
    initializer.initialize(
      parameters, gain: initializerGain, key: RandomKey(seed: seed).deriving("init"))
    return parameters
  }

  /// The weights that a run of this configuration begins with, drawn or those of a file.
  ///
  /// - Throws: `LabError.badData` where the file's are not this net's.
  package func makeInitialParameters(_ file: StartWeights?) throws(LabError) -> ParameterBuffer<Float> {
    guard let file else { return makeInitialParameters() }
    let parameters = try file.parameters(layout)
    if centred == true { parameters.start = try file.parameters(layout) }
    return parameters
  }

  /// The net's weights, for images as it learns them.
  var layout: ParameterLayout { network.parameterLayout(imageShape: imageShape) }
}
