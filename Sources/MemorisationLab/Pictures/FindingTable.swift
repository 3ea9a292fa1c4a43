import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// Findings as numbers: a row for each net and way of training it, a column for each value of a setting, a table a finding
/// and one beside it of a paper's numbers, where the recipe has them.
struct FindingTable {
  private let context: FigureContext<MemorisationLab>
  private let findings: [MemorisationFinding]

  init(_ context: FigureContext<MemorisationLab>) {
    self.context = context
    findings = context.options.findings ?? [.trainAccuracy, .testAccuracy]
  }

  /// The tables.
  ///
  /// - Throws: `LabError.badConfiguration` where a paper's table has another shape.
  func map() throws(LabError) -> HeatMap {
    let key = context.options.columns
    let columns = key.map { context.all.values(of: $0) } ?? [""]
    let hidden = Set([key, .seed, .testSet].compactMap(\.self))
    let labels = RunLabels(context.all.map(\.configuration), hiding: hidden)
    let names = context.all.map { labels.label($0.configuration) }
    let rows = names.distinct
    var panels: [HeatMap.Panel] = []
    for finding in findings {
      let values = rows.map { row in
        columns.map { column in
          let members = zip(names, context.all).filter { name, run in
            name == row && context.counts(run) && (key.map { run.configuration.fits(column, of: $0) } ?? true)
          }
          return members.map { finding.value(of: $1.record).map(finding.shown) }.definedMean
        }
      }
      panels.append(panel(finding, finding.tableTitle, values))
      if let paper = context.options.paper?[finding.rawValue] {
        guard paper.count == rows.count, paper.allSatisfy({ $0.count == columns.count }) else {
          throw .badConfiguration(
            key: "paper: \(finding.rawValue)",
            found: "\(paper.count) rows of \(paper.map { "\($0.count)" }.distinct.joined(separator: ", "))",
            expected: "\(rows.count) rows of \(columns.count): \(rows.joined(separator: "; "))")
        }
        panels.append(panel(finding, "\(finding.tableTitle)\nin the paper", paper))
      }
    }
    return HeatMap(
      title: context.heading.title, subtitle: context.heading.subtitle, rowAxis: "",
      columnAxis: key?.title ?? "", rowLabels: rows,
      columnLabels: columns.map { RunTable<MemorisationLab>.shown($0, key) }, panels: panels,
      undefinedMeaning: "no run with such a number",
      footnote: "Means over seeds. Source: \(context.heading.source).")
  }

  private func panel(
    _ finding: MemorisationFinding, _ title: String, _ values: [[Double?]]
  ) -> HeatMap.Panel {
    var panel = HeatMap.Panel(
      title: title, cells: .values(values, range: finding.tableRange, map: .sequential), printsValues: true)
    panel.isLogarithmic = finding.scale != .share
    return panel
  }
}

extension MemorisationFinding {
  /// A number as tables have it: shares in percent.
  func shown(_ value: Double) -> Double { scale == .share ? 100 * value : value }

  /// The heading of its table.
  fileprivate var tableTitle: String { scale == .share ? "\(title), %" : title }

  /// The ends of its colours, the same in every table.
  fileprivate var tableRange: ValueRange {
    switch scale {
    case .share: ValueRange(self == .gap ? -100 : 0, 100)
    case .loss: ValueRange(1e-4, 10)
    case .count: ValueRange(1, self == .parameterCount ? 1e8 : 1e6)
    }
  }
}
