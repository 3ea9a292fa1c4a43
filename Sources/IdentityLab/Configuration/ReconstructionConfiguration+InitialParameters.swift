import Nets

extension ReconstructionConfiguration {
  /// The weights that a run of this configuration begins with.
  package func makeInitialParameters() -> ParameterBuffer<Float> {
    let parameters = ParameterBuffer<Float>(layout: network.parameterLayout(imageShape: imageShape))
    initializer.initialize(
      parameters, gain: initializerGain, key: RandomKey(seed: seed).deriving("init"))
    return parameters
  }
}
