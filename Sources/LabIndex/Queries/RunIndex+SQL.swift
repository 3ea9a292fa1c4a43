import GRDB
import LabBase
import LabRuns

extension RunIndex {
  /// The answer to one statement of SQL that changes nothing.
  ///
  /// - Throws: `LabError.usage` for anything else, with the tables or columns that there are.
  package func query(_ sql: String) throws -> QueryTable {
    // Its words set limits of the program itself.
    guard sql.trimmed.prefix(6).lowercased() != "pragma" else {
      throw LabError.usage(
        "SQL: only a statement that reads can be asked, and no PRAGMA; `runs query --tables` lists what there is"
      )
    }
    do {
      return try read { connection in
        let statement = try connection.makeStatement(sql: sql)
        guard statement.isReadonly, statement.columnCount > 0 else {
          throw LabError.usage(
            "SQL: only a statement that reads can be asked; the index is a copy of the runs")
        }
        let cursor = try Row.fetchCursor(statement)
        let columns = statement.columnNames
        var rows: [[QuantityValue?]] = []
        while let row = try cursor.next() {
          rows.append(columns.indices.map { StoredValue.decode(row[$0]) })
        }
        return QueryTable(columns: columns, rows: rows)
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      throw LabError.usage("SQL: only a statement that reads can be asked; the index is a copy of the runs")
    } catch let error as DatabaseError where !IndexProblem.isOfFile(error) {
      throw LabError.usage("SQL: " + (try explained(error.message ?? "\(error)")))
    }
  }

  /// The tables that SQL can name: those of all runs, of each laboratory, of sweeps.
  package func tables() throws -> [IndexedTable] {
    try read { connection in
      let names = try String.fetchAll(
        connection, sql: "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY rowid")
      let own = names.filter { !$0.hasPrefix("index_") && !$0.hasPrefix("sqlite_") }
      let ordered = own.filter { $0 == "runs" } + own.filter { $0 != "runs" }
      return try ordered.map { name in
        IndexedTable(name: name, columns: try connection.columns(in: name).map(\.name))
      }
    }
  }

  /// A complaint of SQLite with what there is instead of a name that it does not know.
  private func explained(_ message: String) throws -> String {
    if message.hasPrefix("Multiple statements") { return "several statements were found; give one" }
    let tables = try tables()
    func known(_ word: Substring, among names: [String], of what: String) -> String {
      let name = word.split(separator: ".").last.map(String.init) ?? String(word)
      return message + Spelling.suggestion(for: name, among: names) + "; \(what)"
    }
    if let word = message.wordAfter("no such table: ") {
      let names = tables.map(\.name)
      return known(word, among: names, of: "there is \(names.joined(separator: ", "))")
    }
    if let word = message.wordAfter("no such column: ") {
      return known(
        word, among: tables.flatMap(\.columns).distinct,
        of:
          "`runs query --tables` lists the columns; a name such as \"identity@fashion\" stands in double quotes"
      )
    }
    return message
  }
}

extension String {
  /// The word behind a text that this one begins with; nil where it does not.
  fileprivate func wordAfter(_ beginning: String) -> Substring? {
    hasPrefix(beginning) ? dropFirst(beginning.count).prefix { !$0.isWhitespace } : nil
  }
}
