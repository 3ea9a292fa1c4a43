import LabBase
import LabExplorer
import LabFigures
import LabImages
import LabRuns
import Nets

extension ReconstructionLab: ExplorerLab {
  /// Correlations and parts on the zone family, then the correlations on every family.
  package static let exploredFindings: [String] =
    ["zone", "identity", "constant", "a", "b", "absolute-b", "residual"]
    + ProbeFamily.allCases.flatMap { ["identity@\($0.rawValue)", "constant@\($0.rawValue)"] }
    + ["initialLoss", "parameterCount"]

  package static let exploredColours = [
    "identity", "constant", "zone", "a", "b", "loss", "stepsDone", "deviation",
  ]

  /// Of the runs' threshold where they have one in common, else of the usual one.
  package static func zones(of configurations: [ReconstructionConfiguration]) -> ExploredZones? {
    let thresholds = configurations.map(\.zoneThreshold).distinct
    return ExploredZones(
      identity: "identity", constant: "constant",
      threshold: thresholds.count == 1 ? thresholds[0] : Zone.defaultThreshold)
  }

  package static let exploredCurves: [RunCurve] = {
    let similarity = "ρ, correlation of the input with the training image"
    return [
      RunCurve(key: "loss", title: "loss", x: "step", logX: true, logY: true),
      RunCurve(key: "identity-rho", title: "correlation with identity", x: similarity, range: [-0.2, 1]),
      RunCurve(key: "constant-rho", title: "correlation with constant", x: similarity, range: [-0.2, 1]),
      RunCurve(key: "a-rho", title: "a, the part of the input", x: similarity),
      RunCurve(key: "b-rho", title: "b, the part of the training image", x: similarity),
    ]
  }()

  /// The loss of metrics.csv, or the scores over ρ of the record; of fitted nets alone the latter.
  package static func points(
    of curve: RunCurve, record: ReconstructionRecord, metrics: MetricsTable
  ) -> RunCurve.Points? {
    guard curve.key != "loss" else {
      let losses = metrics["loss"]
      return losses.isEmpty
        ? nil
        : RunCurve.Points(x: metrics.steps.map(Double.init), y: Array(losses.prefix(metrics.steps.count)))
    }
    guard record.outcome == .fitted, !record.similarity.isEmpty else { return nil }
    let values: [Double?] = record.similarity.map { score in
      switch curve.key {
      case "identity-rho": score.correlationWithIdentity
      case "constant-rho": score.correlationWithConstant
      case "a-rho": score.decomposition?.identity
      default: score.decomposition?.constant
      }
    }
    return RunCurve.Points(x: record.similarity.map(\.rho), y: values)
  }

  /// The battery's digest, how its pixels are standardised, and what was trained on.
  package static func questionKey(of configuration: ReconstructionConfiguration) -> String {
    [
      configuration.dataDigest, configuration.normalize.rawValue, configuration.image,
      configuration.text(of: .size),
    ].joined(separator: " ")
  }

  package func questions(
    for configuration: ReconstructionConfiguration
  ) throws(LabError) -> ReconstructionQuestions {
    try ReconstructionQuestions(configuration, lab: self)
  }

  package static func shown(_ questions: ReconstructionQuestions) -> ShownInputs { questions.shown }

  package static let answerVersion = 1

  package static func answers(
    of run: ReconstructionRun, to questions: ReconstructionQuestions, threads: Int
  ) throws(LabError) -> [String: FamilyAnswers<Image>] {
    let configuration = run.configuration
    let predictor = Predictor(
      configuration,
      parameters: try run.directory.finiteWeights(configuration, isUntrained: false),
      imageShape: configuration.imageShape, threads: threads)
    let constants = TrainingConstants(questions.constants)
    var answers: [String: FamilyAnswers<Image>] = [:]
    for set in questions.battery.sets {
      let outputs = predictor.predict(set.inputs)
      let scores = (0..<set.count).map { index in
        var totals = Evaluator.Totals(constants)
        totals.add(output: outputs[index], input: set.inputs[index])
        return totals
      }
      var family = FamilyAnswers<Image>()
      family.images = (0..<set.count).map { questions.picture(outputs[$0]) }
      family.identity = scores.map { short($0.identity.mean) }
      family.constant = scores.map { short($0.constant.mean) }
      family.mse = scores.map { short($0.squaredToIdentity) }
      family.mseTraining = scores.map { short($0.squaredToConstant) }
      answers[set.family.rawValue] = family
    }
    return answers
  }

  /// Four digits, which is more than a byte a pixel tells; nil of what is not finite.
  private static func short(_ value: Double?) -> Double? {
    guard let value, value.isFinite else { return nil }
    return Double(NumberText.short(value, digits: 4)) ?? value
  }
}
