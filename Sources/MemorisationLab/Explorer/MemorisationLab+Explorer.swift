import Foundation
import LabBase
import LabExplorer
import LabFigures
import LabImages
import LabRuns
import Nets

extension MemorisationLab: ExplorerLab {
  package static let exploredFindings = MemorisationFinding.allCases.map(\.rawValue)

  package static let exploredColours = [
    "testAccuracy", "trainAccuracy", "corruptedAccuracy", "gap", "epochsToFit", "loss", "deviation",
  ]

  /// Classifiers have no zones.
  package static func zones(of configurations: [MemorisationConfiguration]) -> ExploredZones? { nil }

  package static let exploredCurves: [RunCurve] =
    [RunCurve(key: "loss", title: "training loss", x: "epoch", logY: true)]
    + accuracies.map {
      RunCurve(key: $0.column, title: $0.title, x: "epoch", range: [0, 1])
    }

  /// The accuracies of metrics.csv, by its columns.
  private static let accuracies = [
    (column: "train_accuracy", title: "training accuracy"),
    (column: "corrupted_accuracy", title: "accuracy on corrupted training images"),
    (column: "validation_accuracy", title: "validation accuracy"),
    (column: "test_accuracy", title: "test accuracy"),
  ]

  package static func points(
    of curve: RunCurve, record: MemorisationRecord, metrics: MetricsTable
  ) -> RunCurve.Points? {
    let epochs = metrics["epoch"].map { $0 ?? .nan }
    let values = metrics[curve.key == "loss" ? "train_loss" : curve.key]
    guard epochs.allSatisfy(\.isFinite), values.contains(where: { $0 != nil }) else { return nil }
    return RunCurve.Points(x: epochs, y: values)
  }

  /// All that decides which images there are and with which labels.
  package static func questionKey(of configuration: MemorisationConfiguration) -> String {
    let keys: [SettingKey] = [
      .dataSet, .testSet, .size, .pixels, .labels, .inputs, .normalize, .validation, .seed,
    ]
    return ([configuration.dataDigest] + keys.map { configuration.text(of: $0) }).joined(separator: " ")
  }

  package func questions(
    for configuration: MemorisationConfiguration
  ) throws(LabError) -> MemorisationQuestions {
    try MemorisationQuestions(configuration, lab: self)
  }

  package static func shown(_ questions: MemorisationQuestions) -> ShownInputs { questions.shown }

  package static let answerVersion = 1

  package static func answers(
    of run: FinishedRun<MemorisationLab>, to questions: MemorisationQuestions, threads: Int
  ) throws(LabError) -> [String: FamilyAnswers<Image>] {
    let network = try network(of: run, at: nil, threads: threads)
    let classes = run.record.classCount
    var answers: [String: FamilyAnswers<Image>] = [:]
    for part in questions.parts where !part.values.isEmpty {
      var family = FamilyAnswers<Image>()
      let outputs = part.values.map { values in
        network.input.copy(from: values)
        network.forward(mode: .evaluation)
        return probabilities(network.output.array)
      }
      let best = outputs.map { values in values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 } }
      precondition(outputs.allSatisfy { $0.count == classes }, "one probability a class")
      family.labels = part.labels.map(String.init)
      family.answers = best.map(String.init)
      family.probability = zip(outputs, best).map { Double(NumberText.short($0[$1], digits: 4)) }
      family.right = zip(best, part.labels).map { $0 == $1 }
      family.corrupted = part.isCorrupted
      answers[part.part.rawValue] = family
    }
    return answers
  }

  package static func layers(
    of run: FinishedRun<MemorisationLab>, asked questions: MemorisationQuestions, channels: Int?, threads: Int
  ) throws(LabError) -> [LayerLook<Image>] {
    let inputs = questions.parts.flatMap { part in
      part.values.prefix(3).enumerated().map { (name: "\(part.part.rawValue)/\($0)", values: $1) }
    }
    var traces: [[(state: LookState, trace: LayerTrace)]] = inputs.map { _ in [] }
    for state in LookState.all(of: run) {
      let network = try network(of: run, at: state, threads: threads)
      let names = LayerName.all(
        modules: network.trace.map(\.name), layout: run.configuration.layout)
      for (index, input) in inputs.enumerated() {
        network.input.copy(from: input.values)
        network.forward(mode: .evaluation)
        let layers = zip(names, network.trace).map { name, layer in
          LayerActivation(name: name, shape: layer.shape, values: layer.values.array)
        }
        traces[index].append(
          (
            state,
            LayerTrace(
              input: input.name, values: input.values, layers: layers, shape: run.configuration.imageShape)
          ))
      }
    }
    return zip(inputs, traces).map { input, traces in
      let image = questions.picture(input.values)
      return LayerLook(
        name: input.name, image: image, traces: traces, channels: channels,
        picture: { $0.name.title == LayerName.input.title ? image : nil })
    }
  }

  /// Nothing else is measured of classifiers.
  package func panels(
    of run: FinishedRun<MemorisationLab>, computes: Bool, threads: Int, onProgress: (Double) -> Void
  ) throws(LabError) -> [RunPanel<Image>] { [] }

  /// Snapshots of training, where none is there.
  package func missingPanels(of run: FinishedRun<MemorisationLab>) -> [String] {
    run.directory.snapshotSteps.isEmpty ? ["snapshots of training"] : []
  }

  /// A run's net for one image at a time; nil takes its end.
  private static func network(
    of run: FinishedRun<MemorisationLab>, at state: LookState?, threads: Int
  ) throws(LabError) -> Network<Float> {
    let configuration = run.configuration
    let parameters = try run.directory.parameters(
      configuration, isUntrained: state?.kind != .trained && state != nil)
    if let state, state.kind == .snapshot { try run.directory.load(into: parameters, atStep: state.step) }
    Processor.flushDenormals()
    return Network(
      classifier: configuration.classifier, imageShape: configuration.imageShape, batchSize: 1,
      parameters: parameters, kernels: FastKernels(threads: threads), forTraining: false,
      randomKey: RandomKey(seed: configuration.seed))
  }

  /// The softmax of logits, which sums to 1.
  private static func probabilities(_ logits: [Float]) -> [Double] {
    let largest = Double(logits.max() ?? 0)
    let weights = logits.map { exp(Double($0) - largest) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
