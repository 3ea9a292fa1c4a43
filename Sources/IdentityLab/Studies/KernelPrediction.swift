import LabBase
import LabRuns
import Nets

/// What a run's net would answer if it were infinitely wide: regression with its tangent kernel, followed to the loss that
/// the run ended with, and scored as the net itself is.
package struct KernelPrediction: Study {
  /// A prediction.
  package struct Prediction: Codable, Equatable, Sendable {
    /// The loss on the training image that the flow was followed to: the run's, or what it began with or can reach.
    package let loss: Double
    /// One score a family.
    package let evaluation: [ProbeScore]

    /// The score of a probe family.
    package func score(of family: ProbeFamily) -> ProbeScore? { evaluation.first { $0.probe == family } }
  }

  /// What is predicted.
  package struct Value: Codable, Equatable, Sendable {
    /// From the answers of the run's own untrained net.
    package let fromStart: Prediction
    /// From answers of zero: the same for every seed that ended with this loss.
    package let fromZero: Prediction
  }

  /// The version of the measure.
  package static let version = 2
  /// Images of each family that the correlations are means over: all, so that they stand beside those of the run.
  package static let imagesPerFamily = ProbeBattery.defaultImagesPerFamily
  /// The families that are asked about.
  package static let families: [ProbeFamily] = [.training, .digits, .uniformNoise]

  /// Requires losses and scores that can be.
  package static func isPossible(_ value: Value) -> Bool {
    [value.fromStart, value.fromZero].allSatisfy { prediction in
      prediction.loss >= 0 && prediction.evaluation.map(\.probe) == families
        && prediction.evaluation.allSatisfy(\.isPossible)
    }
  }

  /// Makes a question.
  package init() {}

  /// Requires families that are asked about, of a picture that draws them.
  ///
  /// - Throws: `LabError.badConfiguration` naming one that is not.
  static func require(_ drawn: [ProbeFamily]) throws(LabError) {
    guard let other = drawn.first(where: { !families.contains($0) }) else { return }
    throw .badConfiguration(
      key: "kernel", found: "curves of the tangent kernel for \(other.rawValue)",
      expected:
        "probes (or, of curves by a setting, probe) among \(families.map(\.rawValue).joined(separator: ", "))"
    )
  }

  /// Says the families and how many images of each.
  package var name: String {
    "kernel-prediction-\(Self.families.map(\.rawValue).joined(separator: "+"))-\(Self.imagesPerFamily)"
  }

  /// Predicts the scores.
  ///
  /// - Throws: `LabError` for a net that has no such kernel, one that did not end with a finite loss, data that are not
  ///   there, and images so large that their kernel does not fit this machine.
  package func measure(
    _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int,
    onProgress: (Double) -> Void
  ) throws(LabError) -> Value {
    let configuration = try run.configuration()
    let kernel = try TangentKernel(configuration)
    guard let loss = run.record?.finalLoss else {
      throw .missingInput(
        what: "the final loss of run \(run.runKey)",
        advice: "a prediction is followed to it: take a run that is finished and did not diverge")
    }
    let start = try run.weights(configuration, isUntrained: true)
    let data = try lab.makeExperiment(configuration).data
    let battery = try data.battery.first(Self.imagesPerFamily, of: Self.families)
    let predictor = Predictor(
      configuration, parameters: start, imageShape: battery.shape, threads: threads)
    let answers = predictor.predict(
      ImageBatch(shape: battery.shape, values: battery.sets.flatMap(\.inputs.values)))
    let answer = predictor.predict(ImageBatch(shape: battery.shape, values: data.trainingImage)).values
    let zeros = [Float](repeating: 0, count: answer.count)
    let regression = try KernelRegression(
      kernel, depths: [configuration.depth], trainingImage: data.trainingImage, starts: [answer, zeros],
      until: .loss(loss))
    let scores = try KernelScores.scores(
      of: regression, on: battery, starts: [answers, nil], constants: data.constants, threads: threads,
      onProgress: onProgress)
    let predictions = zip(regression.fits[0], scores[0]).map { Prediction(loss: $0.loss, evaluation: $1) }
    return Value(fromStart: predictions[0], fromZero: predictions[1])
  }
}
