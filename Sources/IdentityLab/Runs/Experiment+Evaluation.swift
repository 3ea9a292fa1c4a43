import Nets

extension Experiment {
  /// Asks a net of this experiment's architecture everything: probes, similarity curve, zone.
  public func evaluate(_ parameters: ParameterBuffer<Float>) -> Evaluation {
    let predictor = Predictor(configuration, parameters: parameters, imageShape: configuration.imageShape)
    let evaluator = Evaluator(
      battery: data.battery, similarity: data.similarity, zoneThreshold: configuration.zoneThreshold)
    return evaluator.evaluate { predictor.predict($0) }
  }
}
