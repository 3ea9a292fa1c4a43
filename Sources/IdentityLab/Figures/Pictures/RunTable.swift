import Nets

/// Runs in the cells of a table of two settings.
struct RunTable {
  let runs: [FigureRun]
  let rowKey: ExperimentKey
  /// Nil for a table of one column.
  let columnKey: ExperimentKey?
  /// The values of both settings in the order of the table.
  let rows: [String]
  let columns: [String]

  /// Sorts runs into cells.
  ///
  /// - Parameter order: configurations in whose order values come; nil takes that of the runs, numbers by size.
  init(
    _ runs: [FigureRun], rows rowKey: ExperimentKey, columns columnKey: ExperimentKey?,
    order: [ExperimentConfiguration]? = nil
  ) {
    self.runs = runs
    self.rowKey = rowKey
    self.columnKey = columnKey
    func values(_ key: ExperimentKey) -> [String] {
      order.map { $0.map { $0.text(of: key) }.distinct } ?? runs.values(of: key)
    }
    rows = values(rowKey)
    columns = columnKey.map(values) ?? [""]
  }

  /// A table of the same rows and columns with some of the runs.
  func restricted(to isIncluded: (ExperimentConfiguration) -> Bool) -> RunTable {
    RunTable(
      runs: runs.filter { isIncluded($0.configuration) }, rowKey: rowKey, columnKey: columnKey, rows: rows,
      columns: columns)
  }

  private init(
    runs: [FigureRun], rowKey: ExperimentKey, columnKey: ExperimentKey?, rows: [String], columns: [String]
  ) {
    self.runs = runs
    self.rowKey = rowKey
    self.columnKey = columnKey
    self.rows = rows
    self.columns = columns
  }

  /// The runs of a cell.
  func members(_ row: String, _ column: String) -> [FigureRun] {
    runs.filter { run in
      run.configuration.text(of: rowKey) == row
        && (columnKey.map { run.configuration.text(of: $0) == column } ?? true)
    }
  }

  /// The mean of a number over each cell's runs; nil where none gives it.
  func means(_ value: (FigureRun) -> Double?) -> [[Double?]] {
    rows.map { row in columns.map { column in mean(members(row, column), value) } }
  }

  /// The zone of each cell's mean correlations on a probe family; nil where there is no run or no number.
  func zones(of family: ProbeFamily) -> [[Zone?]] {
    rows.map { row in
      columns.map { column in
        let members = members(row, column)
        guard let first = members.first else { return nil }
        return Zone(
          drawnOf: mean(members) { $0.record.score(of: family)?.correlationWithIdentity },
          mean(members) { $0.record.score(of: family)?.correlationWithConstant },
          threshold: first.configuration.zoneThreshold)
      }
    }
  }

  /// Both correlations of a family as two tables of one scale.
  func correlationPanels(of family: ProbeFamily) -> [HeatMap.Panel] {
    CorrelationScale.panels([
      ("correlation with identity", means { $0.record.score(of: family)?.correlationWithIdentity }),
      ("correlation with constant", means { $0.record.score(of: family)?.correlationWithConstant }),
    ])
  }

  /// A value as a picture shows it: without the folders of an image file.
  static func shown(_ value: String, _ key: ExperimentKey?) -> String {
    key == .image ? TrainingSpec.name(of: value) : value
  }

  private func mean(_ members: [FigureRun], _ value: (FigureRun) -> Double?) -> Double? {
    let numbers = members.compactMap(value)
    return numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
  }
}

extension Sequence<FigureRun> {
  /// The values of a setting: numbers by size (an image's by its height), words in the order of the runs.
  func values(of key: ExperimentKey) -> [String] {
    let texts = map { $0.configuration.text(of: key) }.distinct
    let numbers = texts.compactMap { text in Double(key == .size ? text.prefix { $0 != "x" } : text[...]) }
    guard numbers.count == texts.count else { return texts }
    return zip(numbers, texts).sorted { $0.0 < $1.0 }.map(\.1)
  }
}
