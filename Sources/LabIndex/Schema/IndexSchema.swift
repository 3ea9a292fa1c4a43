import GRDB
import LabBase
import LabRuns

/// The tables of the index.
struct IndexSchema: Sendable {
  /// A table a laboratory.
  let tables: [any LabTable]

  /// The tables of some laboratories, the first of which is asked about runs that do not tell whose they are.
  init(_ labs: [any Lab.Type]) {
    func table<L: Lab>(_: L.Type) -> any LabTable { RunTable<L>() }
    tables = labs.map { table($0) }
  }

  /// What all runs have, whichever laboratory they are of.
  private static let common = [
    "runKey", "state", "date", "host", "numerics", "seed", "steps", "stepsDone", "loss", "seconds",
  ]

  /// The statement that makes the table of the signature.
  private static let meta = "CREATE TABLE index_meta (signature TEXT)"

  /// The statements that make all tables of an empty file.
  var creation: [String] {
    let common = Self.common.joined(separator: ", ")
    let runs = tables.map { "SELECT '\($0.name)' AS lab, \(common) FROM \"\($0.name)\"" }
    return tables.map(\.creation) + [
      "CREATE TABLE damaged (runKey TEXT PRIMARY KEY, lab TEXT, problem TEXT)",
      "CREATE TABLE sweeps (sweep TEXT PRIMARY KEY, lab TEXT, runs INTEGER, problem TEXT)",
      "CREATE TABLE sweep_runs (sweep TEXT, place INTEGER, runKey TEXT, PRIMARY KEY (sweep, place)) WITHOUT ROWID",
      "CREATE INDEX sweep_runs_by_run ON sweep_runs (runKey)",
      "CREATE VIEW runs AS \(runs.joined(separator: " UNION ALL "))",
      // Which folders and sweeps were read, and when they were last changed then; 0 where they are to be read again.
      "CREATE TABLE index_folders (runKey TEXT PRIMARY KEY, time INTEGER) WITHOUT ROWID",
      "CREATE TABLE index_sweeps (sweep TEXT PRIMARY KEY, identity TEXT) WITHOUT ROWID",
      Self.meta,
    ]
  }

  /// What tells one program's tables from another's: its version and all statements.
  var signature: String {
    LabVersion.current + " " + Digest.sha256(Array(creation.joined(separator: "\n").utf8))
  }

  /// Makes the tables, unless they are there; what else the file holds goes.
  ///
  /// Nobody who has the file open is left without it: it is emptied in one transaction, and never another one.
  ///
  /// - Parameter anew: whether they are made even so, for somebody has changed them.
  func prepare(_ database: DatabaseQueue, anew: Bool = false) throws {
    if try !anew && database.read(isPrepared) { return }
    try database.inTransaction(.immediate) { connection in
      // Another process may have been faster.
      if try anew || !isPrepared(connection) {
        let others = try Row.fetchAll(
          connection,
          sql:
            "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
        for other in others {
          let name = (other["name"] as String).replacing("\"", with: "\"\"")
          try connection.execute(sql: "DROP \(other["type"] as String) IF EXISTS \"\(name)\"")
        }
        for statement in creation { try connection.execute(sql: statement) }
        try connection.execute(sql: "INSERT INTO index_meta VALUES (?)", arguments: [signature])
      }
      return .commit
    }
  }

  /// Whether a file holds these tables.
  func isPrepared(_ connection: Database) throws -> Bool {
    let statement = try String.fetchOne(
      connection, sql: "SELECT sql FROM sqlite_master WHERE name = 'index_meta'")
    guard statement == Self.meta else { return false }
    return try String.fetchOne(connection, sql: "SELECT signature FROM index_meta") == signature
  }
}
