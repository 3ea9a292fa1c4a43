import LabBase
import LabRuns

/// Runs in the cells of a table of two settings.
package struct RunTable<L: Lab> {
  /// The runs.
  package let runs: [FinishedRun<L>]
  /// The setting of the rows.
  package let rowKey: SettingKey
  /// The setting of the columns; nil for a table of one column.
  package let columnKey: SettingKey?
  /// The values of the rows in their order.
  package let rows: [String]
  /// The values of the columns in their order.
  package let columns: [String]

  /// Sorts runs into cells.
  ///
  /// - Parameters:
  ///   - whole: runs whose values make the rows and columns, numbers by size, so that a cell without a run that
  ///     counts is seen as empty; nil takes those of the runs.
  ///   - order: configurations whose values make them instead, in their order.
  package init(
    _ runs: [FinishedRun<L>], rows rowKey: SettingKey, columns columnKey: SettingKey?,
    of whole: [FinishedRun<L>]? = nil, order: [L.Configuration]? = nil
  ) {
    func values(_ key: SettingKey) -> [String] {
      order.map { $0.map { $0.text(of: key) }.distinct } ?? (whole ?? runs).values(of: key)
    }
    self.init(
      runs: runs, rowKey: rowKey, columnKey: columnKey, rows: values(rowKey),
      columns: columnKey.map(values) ?? [""])
  }

  private init(
    runs: [FinishedRun<L>], rowKey: SettingKey, columnKey: SettingKey?, rows: [String], columns: [String]
  ) {
    self.runs = runs
    self.rowKey = rowKey
    self.columnKey = columnKey
    self.rows = rows
    self.columns = columns
  }

  /// A table of the same rows and columns with some of the runs.
  package func restricted(to isIncluded: (L.Configuration) -> Bool) -> RunTable {
    RunTable(
      runs: runs.filter { isIncluded($0.configuration) }, rowKey: rowKey, columnKey: columnKey, rows: rows,
      columns: columns)
  }

  /// The runs of a cell.
  package func members(_ row: String, _ column: String) -> [FinishedRun<L>] {
    runs.filter { run in
      run.configuration.text(of: rowKey) == row
        && (columnKey.map { run.configuration.text(of: $0) == column } ?? true)
    }
  }

  /// What each cell's runs give.
  package func cells<Value>(_ value: ([FinishedRun<L>]) -> Value) -> [[Value]] {
    rows.map { row in columns.map { column in value(members(row, column)) } }
  }

  /// The mean of a number over each cell's runs; nil where none gives it.
  package func means(_ value: (FinishedRun<L>) -> Double?) -> [[Double?]] {
    cells { $0.map(value).definedMean }
  }

  /// The rows' labels as a picture shows them.
  package var rowLabels: [String] { rows.map { Self.shown($0, rowKey) } }

  /// The columns' labels as a picture shows them.
  package var columnLabels: [String] { columns.map { Self.shown($0, columnKey) } }

  /// A value as a picture shows it: without the folders of a file.
  package static func shown(_ value: String, _ key: SettingKey?) -> String {
    key.map { L.Configuration.settings[$0].shown(value) } ?? value
  }
}

extension Array {
  /// The values of a setting: numbers by size, words in the order of the runs.
  package func values<L: Lab>(of key: SettingKey) -> [String] where Element == FinishedRun<L> {
    let texts = map { $0.configuration.text(of: key) }.distinct
    let places = texts.compactMap(L.Configuration.settings[key].place)
    guard places.count == texts.count else { return texts }
    return zip(places, texts).sorted { $0.0 < $1.0 }.map(\.1)
  }
}
