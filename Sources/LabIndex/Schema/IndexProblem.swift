import GRDB

/// What is wrong with an index file.
enum IndexProblem: Error {
  /// Another program, or another version of this one, has taken it meanwhile.
  case foreign

  /// Whether a file is no database or a damaged one, and is to be removed.
  static func isDamage(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return false }
    return [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
  }

  /// Whether an error is one of the file or the machine, and none of the statement.
  static func isOfFile(_ error: DatabaseError) -> Bool {
    isDamage(error)
      || [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_IOERR, .SQLITE_CANTOPEN].contains(error.resultCode)
  }
}
