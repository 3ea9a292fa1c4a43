import LabRuns
import MemorisationLab

extension MemorisationLab {
  /// `fitted: … after 26 epochs (loss 0.0213)`, and the accuracies.
  static func verdict(_ record: MemorisationRecord, _ configuration: MemorisationConfiguration) -> String {
    let training =
      switch record.stopReason {
      case .patience:
        "the validation accuracy did not grow for \(Terminal.count(configuration.patience ?? 0, "epoch"))"
      default:
        switch record.outcome {
        case .fitted: "every training image is right"
        case .plateau: "hardly more training images are right than by guessing"
        case .descending, .diverged: record.outcome.meaning
        }
      }
    let first =
      "\(record.outcome.rawValue): \(training), after \(Terminal.count(record.epochs, "epoch")) "
      + "(loss \(Terminal.short(record.finalLoss)))"
    let accuracies = [
      ("train", record.trainAccuracy), ("clean", record.cleanAccuracy),
      ("corrupted", record.corruptedAccuracy), ("validation", record.validationAccuracy),
      ("test", record.testAccuracy),
    ].compactMap { name, share in share.map { "\(name) \(PercentText.text($0))" } }
    return accuracies.isEmpty ? first : first + "\naccuracy: " + accuracies.joined(separator: ", ")
  }

  /// `mlp:3x512, relu, torch, sgd 0.01, seed 0, cifar10:train/0..9999 28x28, labels 1`: the net, its training and its data,
  /// and every other setting that is not the usual one.
  static func summary(_ configuration: MemorisationConfiguration) -> String {
    let others = configuration.unusual
    return
      ([
        configuration.net, configuration.activation.rawValue, configuration.startText,
        "\(configuration.text(of: .optimizer)) \(configuration.text(of: .learningRate))",
        "seed \(configuration.seed)",
        "\(configuration.dataSet) \(configuration.size)x\(configuration.size)",
      ] + others.map { "\($0.title) \(configuration.text(of: $0))" }).joined(separator: ", ")
  }

  static func length(_ record: MemorisationRecord) -> String {
    "\(Terminal.count(record.epochs, "epoch")), \(Terminal.count(record.steps, "step"))"
  }

  static func facts(
    _ record: MemorisationRecord, _ configuration: MemorisationConfiguration
  ) -> [String] {
    let corrupted = [
      record.relabelledCount > 0 ? "\(record.relabelledCount) with another label" : nil,
      record.noiseCount > 0 ? "\(record.noiseCount) replaced by noise" : nil,
    ].compactMap(\.self).joined(separator: ", ")
    return [
      "\(summary(configuration)), \(record.parameterCount) parameters",
      "images: \(record.trainCount) to train on" + (corrupted.isEmpty ? "" : " (\(corrupted))")
        + (record.validationCount > 0 ? ", \(record.validationCount) held back" : "")
        + ", \(record.testCount) to test on, of \(record.classCount) classes",
    ]
  }

  static func findings(
    _ record: MemorisationRecord, _ configuration: MemorisationConfiguration
  ) -> [String] {
    let corrupted = record.corruptedAccuracy
    let rows: [(String, accuracy: Double?, loss: Double?)] = [
      ("training", record.trainAccuracy, record.finalLoss),
      ("  clean", corrupted == nil ? nil : record.cleanAccuracy, nil), ("  corrupted", corrupted, nil),
      ("validation", record.validationAccuracy, nil), ("test", record.testAccuracy, record.testLoss),
      ("test at the best validation", record.bestTestAccuracy, nil),
    ].filter { $0.1 != nil }
    guard !rows.isEmpty else { return ["no accuracies of a net that diverged"] }
    return [
      Terminal.table(
        [["part", "accuracy", "loss"]]
          + rows.map { [$0.0, $0.accuracy.map(PercentText.text) ?? "", $0.loss.map(Terminal.short) ?? ""] })
    ] + (record.epochsToFit.map { ["fitted after \(Terminal.count($0, "epoch"))"] } ?? [])
  }
}
