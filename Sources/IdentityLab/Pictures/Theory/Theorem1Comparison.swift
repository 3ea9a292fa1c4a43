import LabBase

/// A trained net and Theorem 1's formula on the same images.
struct Theorem1Comparison {
  /// The net's outputs for a battery's representatives, standardised.
  let outputs: [[Float]]
  /// The formula's.
  let formula: [[Float]]
  /// Their differences in units of pixels, 1 from black to white.
  let differences: [[Float]]
  /// Relative error of the trained weights; nil where they are not finite.
  let weightError: Double?

  private let columns: [ProbeColumn]
  private let outputErrors: [Double?]

  init(_ run: ReconstructionRun, battery: ProbeBattery) throws(LabError) {
    let configuration = run.configuration
    let trained = try run.directory.weights(configuration)
    let start = try run.directory.weights(configuration, isUntrained: true)
    let theorem = try Theorem1(initialWeights: start.values.array, trainingImage: battery.trainingImage)
    let inputs = battery.representatives
    let answers = Predictor(configuration, parameters: trained, imageShape: battery.shape).predict(inputs)
    let outputs = (0..<inputs.count).map { Array(answers[$0]) }
    let formula = (0..<inputs.count).map { theorem.prediction(for: Array(inputs[$0])).map(Float.init) }
    self.outputs = outputs
    self.formula = formula
    differences = zip(outputs, formula).map { output, expected in
      let restored = [output, expected].map {
        configuration.normalize.restore($0[...], shape: battery.shape).pixels
      }
      return zip(restored[0], restored[1]).map { $0 - $1 }
    }
    weightError = theorem.relativeError(ofWeights: trained.values.array)
    columns = battery.columns
    outputErrors = (0..<inputs.count).map {
      theorem.relativeError(ofOutput: outputs[$0], for: Array(inputs[$0]))
    }
  }

  /// Relative errors of the outputs for a family's representatives.
  func errors(of family: ProbeFamily) -> [Double?] {
    zip(columns, outputErrors).filter { $0.0.family == family }.map(\.1)
  }
}
