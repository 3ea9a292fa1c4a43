import LabBase

/// The stored runs of any laboratory as `runs list` shows them.
protocol RunTableView {
  /// The laboratory that they are of.
  static var lab: String { get }
  /// The runs that cannot be read.
  var damaged: [RunDamage] { get }
  /// How many runs there are, damaged ones included.
  var count: Int { get }
  /// How many runs were chosen, shown or not, damaged ones not counted.
  var chosenCount: Int { get }
  /// How many runs are shown, damaged ones not counted.
  var shownCount: Int { get }
  /// How many runs are shown, in words.
  var heading: String { get }
  /// The settings that all of the shown runs have.
  var common: [String] { get }
  /// A row a run.
  var table: TextTable { get }
  /// The columns for a program.
  var plainColumns: [String] { get }
  /// The rows for a program, by column; only of a view that was made for one.
  var plainRows: [[String: String]] { get }
  /// The runs for a program; only of a view that was made for one.
  var reports: [RunListReport.Run] { get }
}

extension Sequence where Element == any RunTableView {
  /// One table of the runs of all laboratories for a program: a run has nothing in columns of other laboratories.
  var plain: [[String]] {
    let columns = flatMap(\.plainColumns).distinct
    return [columns + ["lab"]]
      + flatMap { view in
        view.plainRows.map { row in columns.map { row[$0] ?? "" } + [type(of: view).lab] }
      }
  }
}
