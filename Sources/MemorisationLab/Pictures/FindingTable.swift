import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// Findings as numbers: a row for each net and way of training it, beside what an earlier source says of it.
struct FindingTable {
  private let context: FigureContext<MemorisationLab>
  private let findings: [FigureValue]
  private let paper: [PaperRow]
  /// Settings that tell the rows apart; what follows from those before it is left out.
  private let keys: [SettingKey]
  private let showsCounts: Bool

  init(_ context: FigureContext<MemorisationLab>) {
    self.context = context
    findings = context.options.findings ?? [.finding(.trainAccuracy), .finding(.testAccuracy)]
    paper = context.options.paper ?? []
    let all = context.all.map(\.configuration)
    showsCounts = Set(all.map(\.trainCount)).count > 1
    var keys: [SettingKey] = []
    var told = 1
    let table = MemorisationConfiguration.settings
    for key in table.labelKeys + table.keys where key != .seed && key != .testSet && !keys.contains(key) {
      let more = Set(all.map { one in (keys + [key]).map { one.text(of: $0) } }).count
      if more > told { keys.append(key) }
      told = max(told, more)
    }
    self.keys = keys.isEmpty ? [.net] : keys
  }

  /// The table.
  ///
  /// - Throws: `LabError` where a run has no metrics.
  func table() throws(LabError) -> ResultTable {
    var groups: [[[ResultTable.Cell]]] = []
    let rows = rows
    for net in rows.map(\.0.net).distinct {
      var group: [[ResultTable.Cell]] = []
      for (configuration, runs) in rows where configuration.net == net {
        group.append(try row(configuration, runs))
      }
      groups.append(group)
    }
    return ResultTable(
      title: context.heading.title, subtitle: context.heading.subtitle, columns: columns, groups: groups,
      undefinedMeaning: "no run has such a number",
      footnote: "Means over seeds, ± their standard deviation. Source: \(context.heading.source).")
  }

  private var rows: [(MemorisationConfiguration, [FinishedRun<MemorisationLab>])] {
    let all = context.all
    return all.map { $0.configuration.withoutSeed }.reduce(into: []) { distinct, configuration in
      if !distinct.contains(configuration) { distinct.append(configuration) }
    }.map { configuration in
      (configuration, all.filter { $0.configuration.withoutSeed == configuration && context.counts($0) })
    }
  }

  private var columns: [ResultTable.Column] {
    var columns = keys.map { ResultTable.Column($0.title) } + [.init("parameters")]
    if showsCounts { columns.append(.init("images")) }
    columns += findings.map { .init($0.tableTitle, group: "measured") }
    return columns + told.map { .init($0.tableTitle, group: "in the paper") }
  }

  /// The findings of which the earlier source tells something, of one of these rows.
  private var told: [FigureValue] {
    let said = rows.compactMap { configuration, _ in paper.first { $0.isOf(configuration) } }
    return findings.filter { finding in said.contains { $0.numbers[finding.rawValue] != nil } }
  }

  private func row(
    _ configuration: MemorisationConfiguration, _ runs: [FinishedRun<MemorisationLab>]
  ) throws(LabError) -> [ResultTable.Cell] {
    var cells = keys.map { key in
      ResultTable.Cell.text(MemorisationConfiguration.settings[key].shown(configuration.text(of: key)))
    }
    let parameters = configuration.classifier.parameterLayout(imageShape: configuration.imageShape)
      .trainedCount
    cells.append(count(parameters))
    if showsCounts { cells.append(count(configuration.trainCount)) }
    for finding in findings {
      var values: [Double?] = []
      for run in runs { values.append(try finding.value(of: run).map(finding.shown)) }
      cells.append(cell(values, finding))
    }
    let said = paper.first { $0.isOf(configuration) }
    return cells
      + told.map { finding in
        guard let number = said?.numbers[finding.rawValue] else { return .blank }
        return .number(number, text: NumberText.fixed(number, decimals: finding.paperDecimals))
      }
  }

  private func count(_ count: Int) -> ResultTable.Cell {
    .number(Double(count), text: NumberText.grouped(count))
  }

  private func cell(_ values: [Double?], _ finding: FigureValue) -> ResultTable.Cell {
    let defined = values.compactMap(\.self)
    guard let mean = values.definedMean, defined.count == values.count else { return .number(nil, text: "") }
    let text = finding.number(mean)
    guard defined.count > 1 else { return .number(mean, text: text) }
    let variance = defined.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(defined.count - 1)
    return .number(mean, text: "\(text) ± \(finding.number(variance.squareRoot()))")
  }
}

extension FigureValue {
  /// A number as tables have it: shares in percent.
  fileprivate func shown(_ value: Double) -> Double { scale == .share ? 100 * value : value }

  /// The heading of its column.
  fileprivate var tableTitle: String { scale == .share ? "\(title), %" : title }

  /// As many decimals as papers print.
  fileprivate var paperDecimals: Int { scale == .share ? 2 : 0 }

  fileprivate func number(_ value: Double) -> String {
    switch scale {
    case .share: PercentText.digits(value)
    case .loss: NumberText.short(value)
    case .count: NumberText.fixed(value, decimals: 0)
    }
  }
}
