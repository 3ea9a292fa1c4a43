import LabRuns

/// The table of some laboratory.
protocol LabTable: Sendable {
  /// The table's name, which is the laboratory's.
  var name: String { get }
  /// The columns' names.
  var columnNames: [String] { get }

  /// Which laboratory a run is of; nil where it does not tell.
  func mark(_ runKey: String, output: String) -> LabMark?

  /// Reads a run of the laboratory, or one that does not tell whose it is.
  func read(_ runKey: String, output: String) -> RunReading
}

extension LabTable {
  /// The statement that makes the table; its columns hold numbers and texts as they come.
  var creation: String {
    let names = columnNames.map { $0 == "runKey" ? "\"runKey\" TEXT PRIMARY KEY" : "\"\($0)\"" }
    return "CREATE TABLE \"\(name)\" (\(names.joined(separator: ", ")))"
  }

  /// The statement that adds a row.
  var insertion: String {
    "INSERT INTO \"\(name)\" VALUES (\(columnNames.map { _ in "?" }.joined(separator: ", ")))"
  }
}
