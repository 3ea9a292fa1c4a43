import GRDB

/// What is wrong with an index file that is not this program's.
enum IndexProblem: Error {
  /// Another program made it, or another version of this one.
  case foreign

  /// Whether a file is to be made anew after an error: it is damaged or foreign, and not only locked or out of reach.
  static func isDamage(_ error: any Error) -> Bool {
    if error is IndexProblem { return true }
    guard let error = error as? DatabaseError else { return false }
    return [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_SCHEMA, .SQLITE_ERROR].contains(
      error.resultCode)
  }
}
