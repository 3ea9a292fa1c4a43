import IdentityLab
import LabBase
import LabData
import LabRuns
import MemorisationLab

extension MemorisationLab: ProgramLab {
  static let subject = "classifiers"
  static let runSchema = OutputSchema.classifierRun
  static let unfittedRemark = "their accuracies are findings all the same, but they have no time to fit"
  static let drawingCommands = ["layers"]
  static let listColumns = [("loss", 2), ("trainAccuracy", 1), ("testAccuracy", 1), ("epochsDone", 4)]
    .map { (name: $0.0, rank: $0.1) }
  static let tableColumns = "loss,trainAccuracy,testAccuracy,epochsToFit"
  static let plotColumns = "trainAccuracy,testAccuracy"

  static func make(locator: DatasetLocator, output: String?) -> MemorisationLab {
    MemorisationLab(locator: locator, output: output)
  }

  /// Sets that are given as alternatives are said to be others where the first one is not here, sets of which files are
  /// missing to be parts, and test sets to be of other classes.
  func substitutions(in settings: Settings) -> [String] {
    let text = settings[.dataSet] ?? Self.usualDataSet
    let tests = settings[.testSet]?.split(separator: ",").compactMap { set(String($0)) } ?? []
    return text.split(separator: ",").flatMap { alternatives in
      let wanted = alternatives.split(separator: "|").map(\.trimmed)
      guard let used = set(String(alternatives)) else { return [String]() }
      var remarks = [used.incompleteness(in: locator)].compactMap(\.self)
      remarks += tests.compactMap { $0.mismatch(asTestOf: used) }
      if wanted.count > 1, let first = try? LabelledSetSpec(parsing: wanted[0], key: "dataSet"), used != first
      {
        let folders = locator.searchedFolders.joined(separator: ", ")
        remarks.append(
          "trained on \(used): \(first) was not found"
            + (folders.isEmpty ? "" : ", data sets are looked for in \(folders)")
            + " (--data names another folder)")
      }
      return remarks
    }
  }

  /// The first of some alternatives that is here.
  private func set(_ alternatives: String) -> LabelledSetSpec? {
    try? LabelledSetSpec(firstPresentOf: alternatives, locator: locator, key: SettingKey.dataSet.rawValue)
  }

  static func hint(_ outcome: TrainingOutcome, _ configuration: MemorisationConfiguration) -> String? {
    switch outcome {
    case .fitted: return nil
    case .diverged:
      return "try a lower rate (--learning-rate \(Terminal.short(configuration.learningRate / 10)))"
    case .plateau: return "try another rate (--learning-rate), start (--init) or rule (--optimizer adam)"
    case .descending where configuration.patience != nil: return nil
    case .descending: return "try more epochs (--epochs \(configuration.epochs * 2))"
    }
  }

  func cell(
    _ word: String?, probes: [String]
  ) throws(LabError) -> (cell: MemorisationCell, name: [String]) {
    let word = word ?? MemorisationFinding.testAccuracy.rawValue
    guard let finding = MemorisationFinding(rawValue: word) else {
      let words = MemorisationFinding.allCases.map(\.rawValue)
      throw .badConfiguration(
        key: "--cell", found: "\"\(word)\"", expected: Spelling.choices(for: word, among: words))
    }
    guard probes.isEmpty else { throw .usage("--probe goes with \(ReconstructionLab.subject)") }
    return (MemorisationCell(finding), [finding.rawValue])
  }

  /// None: the curves of its figures show a training.
  func preview(of run: FinishedRun<MemorisationLab>, threads: Int) -> String? { nil }
}
