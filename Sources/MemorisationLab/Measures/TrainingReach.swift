import LabBase
import LabFigures
import LabRuns

/// How long a training takes to bring a column of metrics.csv to a level.
///
/// The moment is the end of the first epoch at which the column is there, and never comes where it is not.
package struct TrainingReach: Equatable, Sendable {
  /// What the time is counted in.
  package enum Unit: String, CaseIterable, Sendable {
    case epochs, steps
  }

  /// What the time is compared with: the mean of the runs that are alike but for true labels and images.
  package enum Comparison: String, CaseIterable, Sendable {
    /// How many times as long.
    case ratio
    /// How much longer.
    case difference
  }

  /// What the time is counted in.
  package var unit: Unit
  /// What is waited for: accuracies rise to a level, losses fall to it.
  package var column: MetricColumn
  /// A share of right answers or, of a loss, the share of its first value.
  package var level: Double
  /// The level at which the time begins; nil is the start of training.
  package var from: Double?
  /// What the time is compared with; nil is itself.
  package var beside: Comparison?

  /// The run's time; nil where it has none.
  ///
  /// - Parameter alike: the runs among which those with true labels and images are looked for.
  /// - Throws: `LabError` where metrics.csv is missing.
  func value(
    of run: FinishedRun<MemorisationLab>, alike: [FinishedRun<MemorisationLab>]
  ) throws(LabError) -> Double? {
    guard let own = try time(of: run) else { return nil }
    guard let beside else { return own }
    let plain = Self.plain(run.configuration)
    var others: [Double] = []
    for other in alike where other.configuration.withoutSeed == plain {
      guard let time = try time(of: other) else { return nil }
      others.append(time)
    }
    guard let mean = others.map(Optional.some).definedMean else { return nil }
    switch beside {
    case .difference: return own - mean
    case .ratio: return mean > 0 ? own / mean : nil
    }
  }

  /// Such as `epochs until the loss is at 0.9 of its start`.
  var title: String {
    let start = from.map { " from \(Self.text($0))" } ?? ""
    let target =
      column.isShare
      ? "the \(column.title) is \(Self.text(level))"
      : "the training loss is at \(Self.text(level)) of its start"
    let time = "\(unit.rawValue)\(start) until \(target)"
    return switch beside {
    case nil: time
    case .ratio: "\(time), by that of true data"
    case .difference: "\(time), beyond that of true data"
    }
  }

  private static func text(_ number: Double) -> String { NumberText.short(number) }

  private func time(of run: FinishedRun<MemorisationLab>) throws(LabError) -> Double? {
    let table = try EpochTable(of: run)
    guard let end = place(of: level, in: table) else { return nil }
    let start = from.map { place(of: $0, in: table) } ?? 0
    guard let start else { return nil }
    let times = unit == .epochs ? table.epochs : table.steps
    return Double(times[end] - times[start])
  }

  /// The first row at which the column has come to a level.
  private func place(of level: Double, in table: EpochTable) -> Int? {
    let values = table[column]
    if column.isShare { return values.firstIndex { $0.map { $0 >= level } ?? false } }
    guard let first = values.first ?? nil else { return nil }
    return values.firstIndex { $0.map { $0 <= level * first } ?? false }
  }

  /// The same training on true labels and images.
  private static func plain(_ configuration: MemorisationConfiguration) -> MemorisationConfiguration {
    var plain = configuration.withoutSeed
    (plain.labels, plain.inputs, plain.pixels) = (0, 0, .original)
    return plain
  }
}
