import Foundation
import GRDB
import LabBase
import LabRuns

/// The index of an output folder, brought up to date: OUT/index.sqlite, or a copy of it in memory.
///
/// Whoever trains never looks at it, and it never looks at more than the run files say.
package final class RunIndex {
  /// The output folder.
  package let output: String
  /// The keys of the runs that were looked at, in their order.
  package let keys: [String]
  let schema: IndexSchema
  private let database: DatabaseQueue

  /// Seconds for which a change of a folder may not show in its time: files that were written just before they were read
  /// are read again.
  private static let timeResolution = 2.0
  /// Runs that are read and written at a time: what an interruption loses.
  private static let batch = 4096

  /// Opens the index, brings it up to date and asks it.
  ///
  /// A damaged file is made anew, a foreign one emptied; one that is locked or cannot be written is copied to memory.
  ///
  /// - Parameters:
  ///   - labs: whose runs are told apart; runs that do not tell whose they are are read as the first one's.
  ///   - runs: the only runs to look at; nil for all, and all sweeps.
  ///   - threads: how many read.
  ///   - onProgress: called with the fraction of the changed runs that were read.
  ///   - body: what is asked; called again where the file turned out to be damaged, or foreign by now.
  /// - Throws: what `body` throws; `LabError.inputOutput` where there is no room in memory.
  package static func ask<Value>(
    output: String, labs: [any Lab.Type], about runs: [String]? = nil, threads: Int,
    onProgress: (Double) -> Void = { _ in }, _ body: (RunIndex) throws -> Value
  ) throws -> Value {
    let schema = IndexSchema(labs)
    func answer(_ database: DatabaseQueue, anew: Bool = false) throws -> Value {
      try schema.prepare(database, anew: anew)
      return try body(
        RunIndex(output, schema, database, about: runs, threads: threads, onProgress: onProgress))
    }
    let path = output + "/index.sqlite"
    if isFile(path) || access(path, F_OK) != 0, access(output + "/runs", F_OK) == 0 {
      var isChanged = false
      for _ in 0..<3 {
        do {
          return try answer(open(path), anew: isChanged)
        } catch  where IndexProblem.isDamage(error) {
          for ending in ["", "-journal", "-wal", "-shm"] { unlink(path + ending) }
        } catch is IndexProblem {
          continue
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR && !isChanged {
          // A table of ours is not as it was made.
          isChanged = true
        } catch is DatabaseError {
          break
        }
      }
    }
    do {
      return try answer(copy(of: path, schema))
    } catch let error as DatabaseError {
      throw LabError.inputOutput(
        path: path, operation: "asking the index in memory", reason: error.message ?? "\(error)")
    }
  }

  private init(
    _ output: String, _ schema: IndexSchema, _ database: DatabaseQueue, about runs: [String]?, threads: Int,
    onProgress: (Double) -> Void
  ) throws {
    self.output = output
    self.schema = schema
    self.database = database
    let now = Date().timeIntervalSince1970
    let folders = RunFolders(output: output)
    let stamps = runs.map { folders.stamps(of: $0.distinct.sorted()) } ?? folders.stamps(threads: threads)
    keys = stamps.map(\.runKey)
    let changes = try IndexChanges(stamps, known: knownTimes(among: runs))
    if !changes.gone.isEmpty {
      try write { connection in
        for key in changes.gone { try forget(key, connection) }
      }
    }
    let reader = RunReader(output: output, tables: schema.tables, threads: threads)
    let settledBefore = Int64((now - Self.timeResolution) * 1e9)
    for first in stride(from: 0, to: changes.new.count, by: Self.batch) {
      let part = changes.new[first..<min(changes.new.count, first + Self.batch)]
      let readings = reader.readings(of: part.map(\.runKey))
      try write { connection in
        for (stamp, reading) in zip(part, readings) {
          try forget(stamp.runKey, connection)
          try add(reading, of: stamp, isSettled: stamp.time < settledBefore, connection)
        }
      }
      onProgress(Double(first + part.count) / Double(changes.new.count))
    }
    if runs == nil { try updateSweeps() }
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Whether a file is there, and not a pipe or a folder.
  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// What is there, in memory; nothing where it cannot be read or is of no use.
  private static func copy(of path: String, _ schema: IndexSchema) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    let copy = try DatabaseQueue()
    if isFile(path), let file = try? DatabaseQueue(path: path, configuration: configuration),
      (try? file.backup(to: copy)) != nil, (try? schema.prepare(copy)) != nil
    {
      return copy
    }
    return try DatabaseQueue()
  }

  /// Reads from the tables.
  ///
  /// - Throws: `IndexProblem.foreign` where another program has put its own there meanwhile; what `body` throws.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try database.read { connection in
      guard try schema.isPrepared(connection) else { throw IndexProblem.foreign }
      return try body(connection)
    }
  }

  /// Changes the tables in one transaction.
  ///
  /// - Throws: as ``read(_:)``.
  func write(_ changes: (Database) throws -> Void) throws {
    try database.inTransaction(.immediate) { connection in
      guard try schema.isPrepared(connection) else { throw IndexProblem.foreign }
      try changes(connection)
      return .commit
    }
  }

  /// When the folders of runs were last changed when they were read, by key.
  private func knownTimes(among runs: [String]?) throws -> [RunStamp] {
    try read { connection in
      let choice = runs == nil ? "" : " WHERE runKey IN (SELECT value FROM json_each(?))"
      let cursor = try Row.fetchCursor(
        connection, sql: "SELECT runKey, time FROM index_folders\(choice) ORDER BY runKey",
        arguments: runs.map { [Self.json($0)] } ?? [])
      var times: [RunStamp] = []
      while let row = try cursor.next() { times.append(RunStamp(runKey: row[0], time: row[1])) }
      return times
    }
  }

  private func forget(_ key: String, _ connection: Database) throws {
    for table in schema.tables.map(\.name) + ["damaged", "index_folders"] {
      let statement = try connection.cachedStatement(sql: "DELETE FROM \"\(table)\" WHERE runKey = ?")
      try statement.execute(arguments: [key])
    }
  }

  private func add(
    _ reading: RunReading, of stamp: RunStamp, isSettled: Bool, _ connection: Database
  ) throws {
    var isSettled = isSettled
    switch reading {
    case .absent: return
    case .foreign: break
    case .damaged(let lab, let problem):
      // The problem names paths as this call has them.
      isSettled = false
      try connection.cachedStatement(sql: "INSERT INTO damaged VALUES (?, ?, ?)")
        .execute(arguments: [stamp.runKey, lab, problem])
    case .row(let name, let values, let isComplete):
      isSettled = isSettled && isComplete
      for table in schema.tables where table.name == name {
        let statement = try connection.cachedStatement(sql: table.insertion)
        statement.setUncheckedArguments(StatementArguments(values))
        try statement.execute()
      }
    }
    try connection.cachedStatement(sql: "INSERT INTO index_folders VALUES (?, ?)")
      .execute(arguments: [stamp.runKey, isSettled ? stamp.time : 0])
  }

  /// Texts as SQLite's function json_each takes them.
  static func json(_ texts: [String]) -> String { CanonicalJSON.compact(texts) }
}
