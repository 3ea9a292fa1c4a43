import LabRuns

extension MemorisationLab {
  /// What runs have found; an accuracy is known of every net, whether it fits its training set or not.
  package static let quantities: [RunQuantity<MemorisationLab>] = MemorisationFinding.allCases.map {
    finding in
    RunQuantity(finding.rawValue, aliases: finding.aliases, title: finding.title) { run in
      run.record.flatMap(finding.value(of:))
    }
  }

  /// Parameters, how training ended, and all findings.
  package static func resultColumns(
    for configurations: [MemorisationConfiguration]
  ) -> [ResultColumn<MemorisationRecord>] {
    [
      ResultColumn("stepsDone") { (record: MemorisationRecord) in String(record.steps) },
      ResultColumn("initialLoss", number: { $0.initialLoss }),
      ResultColumn("outcome") { (record: MemorisationRecord) in record.outcome.rawValue },
      ResultColumn("stopReason") { (record: MemorisationRecord) in record.stopReason.rawValue },
    ]
      + MemorisationFinding.allCases.map { finding in
        ResultColumn(finding.rawValue, number: { finding.value(of: $0) })
      }
  }
}

extension MemorisationFinding {
  /// Other words for it that a user may say.
  fileprivate var aliases: [String] {
    switch self {
    case .trainAccuracy: ["train"]
    case .testAccuracy: ["test"]
    case .parameterCount: ["parameters"]
    default: []
    }
  }
}
