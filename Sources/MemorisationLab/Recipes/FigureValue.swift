import LabBase
import LabRuns

/// A number of a run that pictures draw: a finding, or how long the training accuracy takes to come to a level.
///
/// Its text is the finding's name, `epochsTo:0.99` or `stepsTo:0.99`.
package enum FigureValue: RawRepresentable, Codable, Equatable, Sendable {
  /// What was found at the end.
  case finding(MemorisationFinding)
  /// The time until so large a share of the training part is right.
  case time(TrainingReach.Unit, level: Double)

  /// Reads a text; nil for any other.
  package init?(rawValue text: String) {
    if let finding = MemorisationFinding(rawValue: text) {
      self = .finding(finding)
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let level = Double(parts[1]), level > 0, level <= 1,
      let unit = TrainingReach.Unit.allCases.first(where: { parts[0] == "\($0.rawValue)To" })
    else { return nil }
    self = .time(unit, level: level)
  }

  /// The text.
  package var rawValue: String {
    switch self {
    case .finding(let finding): finding.rawValue
    case .time(let unit, let level): "\(unit.rawValue)To:\(PlainNumber.text(level))"
    }
  }

  /// The texts there are, for errors.
  static var words: [String] {
    MemorisationFinding.allCases.map(\.rawValue) + ["epochsTo:0.99", "stepsTo:0.99"]
  }

  /// The run's number; nil where it has none.
  ///
  /// - Throws: `LabError` where metrics.csv is needed and not there.
  func value(of run: FinishedRun<MemorisationLab>) throws(LabError) -> Double? {
    switch self {
    case .finding(let finding): finding.value(of: run.record)
    case .time: try reach?.value(of: run, alike: [])
    }
  }

  /// What it is, in words for an axis.
  var title: String {
    switch self {
    case .finding(let finding): finding.title
    case .time(let unit, let level): "\(unit.rawValue) to \(PercentText.setting(level)) training accuracy"
    }
  }

  /// How its numbers are drawn.
  var scale: MemorisationFinding.Scale {
    switch self {
    case .finding(let finding): finding.scale
    case .time: .count
    }
  }

  /// Whether it is a share from 0 to 1.
  var isShare: Bool { scale == .share && self != .finding(.gap) }

  private var reach: TrainingReach? {
    guard case .time(let unit, let level) = self else { return nil }
    return TrainingReach(unit: unit, column: .trainAccuracy, level: level)
  }
}
