import GRDB

/// What the files of a run said.
enum RunReading: Sendable {
  /// A row of a laboratory's table; one that is not settled is read again the next time.
  case row(table: String, values: [DatabaseValue], isSettled: Bool)
  /// It cannot be read; the laboratory is nil where it does not tell that either.
  case damaged(lab: String?, problem: String)
  /// It is of a laboratory that this program does not have.
  case foreign
  /// It has no configuration yet.
  case absent
}
