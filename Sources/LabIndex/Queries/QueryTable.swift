import LabRuns

/// The answer to a user's SQL.
package struct QueryTable: Sendable {
  /// The columns' names, which may be there twice.
  package let columns: [String]
  /// The rows, a value a column; nil where there is none.
  package let rows: [[QuantityValue?]]

  /// Whether a column holds numbers alone, and something at all.
  package func isNumeric(_ column: Int) -> Bool {
    let values = rows.compactMap { $0[column] }
    return !values.isEmpty && values.allSatisfy { $0.number != nil }
  }
}
