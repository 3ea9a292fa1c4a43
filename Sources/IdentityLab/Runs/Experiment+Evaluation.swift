import Nets

extension Experiment {
  /// Asks a net of this experiment's architecture everything: probes, similarity curve, zone.
  ///
  /// - Parameter threads: how many share the arithmetic; the answers have the same bits for any number.
  public func evaluate(_ parameters: ParameterBuffer<Float>, threads: Int = 1) -> Evaluation {
    let predictor = Predictor(
      configuration, parameters: parameters, imageShape: configuration.imageShape, threads: threads)
    let evaluator = Evaluator(
      battery: data.battery, similarity: data.similarity, constants: data.constants,
      zoneThreshold: configuration.zoneThreshold, zoneFamily: configuration.probes.zoneFamily)
    return evaluator.evaluate { predictor.predict($0) }
  }
}
