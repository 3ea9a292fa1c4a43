import LabBase
import LabFigures
import LabRuns

/// A number that a claim is about: one for every run, or none where the run has no such number.
package enum MemorisationMeasure: RunMeasure {
  /// When in a training a column of metrics.csv is read.
  package enum Moment: Equatable, Sendable {
    /// At the end of an epoch.
    case epoch(Int)
    /// At the end of the epoch with the best validation accuracy.
    case best
  }

  /// What was found at the end.
  case finding(MemorisationFinding)
  /// A column of metrics.csv at a moment.
  case metric(MetricColumn, Moment)
  /// How long a column takes to come to a level.
  case reach(TrainingReach)
  /// The largest fall of a column from one epoch to the next.
  case steepestFall(MetricColumn)
  /// 1 for a run that diverged, 0 for one that did not: its mean is the share of diverged runs.
  case diverged
  /// 1 for a run that fitted its training set, 0 for one that did not: its mean is the share of fitted runs.
  case fitted

  /// The words for measures in recipes beside those of findings.
  enum Kind: String, CaseIterable {
    case metric, diverged, fitted
    case steepestFall = "steepest-fall"
    case epochsTo = "epochs-to"
    case stepsTo = "steps-to"
  }

  /// The keys of a claim that belong to a measure.
  package static let names = ["column", "epoch", "level", "from", "beside"]

  /// Reads `measure` and what belongs to it.
  ///
  /// - Throws: `LabError` for another word or number, with the nearest spelling.
  package init(_ fields: inout YAMLMapping) throws(LabError) {
    let value = try fields.required("measure")
    if let finding = value.text.flatMap(MemorisationFinding.init) {
      self = .finding(finding)
      return
    }
    guard let kind = value.text.flatMap(Kind.init) else {
      let words = MemorisationFinding.allCases.map(\.rawValue) + Kind.allCases.map(\.rawValue)
      throw .badConfiguration(
        key: value.place, found: "\"\(value.text ?? "")\"",
        expected: Spelling.choices(for: value.text ?? "", among: words))
    }
    switch kind {
    case .diverged: self = .diverged
    case .fitted: self = .fitted
    case .steepestFall: self = .steepestFall(try fields.choice("column"))
    case .epochsTo: self = .reach(try Self.reach(.epochs, &fields))
    case .stepsTo: self = .reach(try Self.reach(.steps, &fields))
    case .metric:
      let column: MetricColumn = try fields.choice("column")
      let epoch = try fields.required("epoch")
      self = .metric(column, epoch.text == "best" ? .best : .epoch(try epoch.integer(in: 0...1_000_000)))
    }
  }

  private static func reach(
    _ unit: TrainingReach.Unit, _ fields: inout YAMLMapping
  ) throws(LabError) -> TrainingReach {
    TrainingReach(
      unit: unit, column: try fields.choice("column"),
      level: try fields.number("level", expected: "a share from 0 to 1", in: 0...1),
      from: fields.has("from")
        ? try fields.number("from", expected: "a share from 0 to 1", in: 0...1) : nil,
      beside: fields.has("beside") ? try fields.choice("beside") : nil)
  }

  /// The run's number; nil where it has none, and of a run whose findings do not count.
  ///
  /// - Throws: `LabError` where metrics.csv is needed and not there.
  package func value(
    of run: FinishedRun<MemorisationLab>, in context: FigureContext<MemorisationLab>
  ) throws(LabError) -> Double? {
    switch self {
    case .diverged: return run.record.outcome == .diverged ? 1 : 0
    case .fitted: return run.record.outcome == .fitted ? 1 : 0
    case .finding(let finding): return context.counts(run) ? finding.value(of: run.record) : nil
    case .metric(let column, let moment):
      guard context.counts(run) else { return nil }
      switch moment {
      case .epoch(let epoch): return try EpochTable(of: run).value(of: column, epoch: epoch)
      case .best:
        guard let epoch = run.record.bestEpoch else { return nil }
        return try EpochTable(of: run).value(of: column, epoch: epoch)
      }
    case .reach(let reach):
      return context.counts(run) ? try reach.value(of: run, alike: context.runs) : nil
    case .steepestFall(let column):
      guard context.counts(run) else { return nil }
      let values = try EpochTable(of: run)[column].compactMap(\.self)
      return zip(values, values.dropFirst()).map { $0 - $1 }.max()
    }
  }

  /// Why a run may have no such number.
  package var undefinedMeaning: String {
    if case .reach = self { return "they never came there, or did not train" }
    return "they did not train, or have none"
  }

  /// A time that never came is longer than all that were seen.
  package var isCensored: Bool { if case .reach = self { true } else { false } }

  /// What it is, in words for tables and sentences.
  package var title: String {
    switch self {
    case .finding(let finding): finding.title
    case .metric(let column, .epoch(let epoch)): "\(column.title) after epoch \(epoch)"
    case .metric(let column, .best): "\(column.title) at the best validation accuracy"
    case .reach(let reach): reach.title
    case .steepestFall(let column): "steepest fall of the \(column.title) between epochs"
    case .diverged: "share of diverged runs"
    case .fitted: "share of fitted runs"
    }
  }
}
