/// The numbers of metrics.csv, as figures read them.
package struct MetricsTable {
  /// Names of the columns after the step.
  package let columns: [String]
  /// Updates done before each row.
  package let steps: [Int]
  private let values: [[Double?]]

  /// Reads a file's text; a line that is no row ends the table.
  package init(csv: String) {
    let lines = csv.split(separator: "\n")
    let names = (lines.first ?? "").split(separator: ",", omittingEmptySubsequences: false).dropFirst()
    columns = names.map(String.init)
    var steps: [Int] = []
    var values: [[Double?]] = []
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == names.count + 1, let step = Int(fields[0]), step >= 0 else { break }
      steps.append(step)
      values.append(fields.dropFirst().map { Double($0) })
    }
    self.steps = steps
    self.values = values
  }

  /// A column's numbers, one a row; empty where there is no such column.
  package subscript(column: String) -> [Double?] {
    guard let place = columns.firstIndex(of: column) else { return [] }
    return values.map { $0[place] }
  }
}
