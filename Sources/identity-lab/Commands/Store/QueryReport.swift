import LabIndex
import LabRuns

/// What `runs query --json` prints.
struct QueryReport: Encodable {
  let columns: [String]
  let rows: [[QuantityValue?]]

  /// States an answer as it is.
  init(_ answer: QueryTable) {
    columns = answer.columns
    rows = answer.rows
  }
}
