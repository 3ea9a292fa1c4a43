import LabData
import LabRuns
import MemorisationLab

/// What `evaluate` says of a classifier.
struct ClassifierReport: PrintedReport {
  let schema = OutputSchema.classifierEvaluation
  private let runKey: String
  private let configuration: MemorisationConfiguration
  private let scores: ClassifierScores
  private let outcome: TrainingOutcome?

  private enum CodingKeys: String, CodingKey { case runKey, lab }

  /// States what a net answered.
  init(
    _ run: RunDirectory<MemorisationLab>, configuration: MemorisationConfiguration, scores: ClassifierScores
  ) {
    runKey = run.runKey
    self.configuration = configuration
    self.scores = scores
    outcome = run.record?.outcome
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(runKey, forKey: .runKey)
    try container.encode(MemorisationLab.name, forKey: .lab)
    try scores.encode(to: encoder)
  }

  var lines: [String] {
    let rows = scores.parts.flatMap { part in
      [[part.part.rawValue, String(part.count), PercentText.text(part.accuracy), Terminal.short(part.loss)]]
        + [("  clean", part.cleanAccuracy), ("  corrupted", part.corruptedAccuracy)].compactMap {
          name, share in share.map { [name, "", PercentText.text($0), ""] }
        }
    }
    return ["run \(runKey)", "  \(MemorisationLab.summary(configuration))"] + remarks + [""]
      + [Terminal.table([["part", "images", "accuracy", "loss"]] + rows)] + confusion
  }

  /// What a reader of the numbers has to know of the net and the set.
  private var remarks: [String] {
    var remarks: [String] = []
    if outcome == .diverged {
      remarks.append("  its training diverged: these are the numbers of its last weights")
    }
    if let test = Self.set(scores[.test]?.dataSet ?? configuration.testSet),
      let training = Self.set(configuration.dataSet), let mismatch = test.mismatch(asTestOf: training)
    {
      remarks.append("  " + mismatch)
    }
    return remarks
  }

  private static func set(_ text: String) -> LabelledSetSpec? {
    try? LabelledSetSpec(parsing: text, key: SettingKey.dataSet.rawValue)
  }

  /// How many test images of each class were taken for each class.
  private var confusion: [String] {
    guard let test = scores[.test] else { return [] }
    let head = ["is \\ taken for"] + test.confusion.indices.map(String.init)
    let rows = test.confusion.enumerated().map { [String($0)] + $1.map(String.init) }
    return ["", "test images of \(test.dataSet) by class:", Terminal.table([head] + rows)]
  }
}
