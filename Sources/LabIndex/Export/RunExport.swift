import LabBase
import LabRuns

/// Runs of one laboratory with all their settings and quantities, as files hold them.
package struct RunExport: Sendable {
  /// The laboratory.
  package let lab: String
  /// The columns' names.
  package let columns: [String]
  /// The rows, a value a column.
  package let rows: [[QuantityValue?]]

  /// Takes the values of rows that have all quantities.
  package init<L: Lab>(_ rows: [RunRow<L>]) {
    lab = L.name
    let quantities = RunColumns(RunQuantity<L>.all).quantities
    columns = quantities.map(\.name)
    self.rows = rows.map { row in quantities.map { $0.value(of: row) } }
  }

  /// The tables of several laboratories in one: what the runs of one do not have is empty.
  package static func csv(_ exports: [RunExport]) -> String {
    let columns = exports.flatMap(\.columns).distinct
    return CSV.text(
      [["lab"] + columns]
        + exports.flatMap { export in
          let places = columns.map { export.columns.firstIndex(of: $0) }
          return export.rows.map { row in
            [export.lab] + places.map { place in place.flatMap { row[$0]?.text } ?? "" }
          }
        })
  }

  /// A JSON object a line, null where a run has no value.
  package static func jsonLines(_ exports: [RunExport]) -> String {
    exports.flatMap { export in
      export.rows.map { row in
        var object: [String: QuantityValue?] = ["lab": QuantityValue(export.lab)]
        for (column, value) in zip(export.columns, row) { object.updateValue(value, forKey: column) }
        return CanonicalJSON.compact(object) + "\n"
      }
    }.joined()
  }
}
