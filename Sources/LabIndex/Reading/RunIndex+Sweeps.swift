import GRDB
import LabBase
import LabSweeps

extension RunIndex {
  /// Reads the sweeps whose plan changed, and drops those that are gone.
  func updateSweeps() throws {
    let present = Dictionary(
      uniqueKeysWithValues: SweepKeys.names(output: output).compactMap { name in
        SweepKeys.identity(output: output, name: name).map { (name, $0) }
      })
    let known = try read { connection in
      try Row.fetchAll(connection, sql: "SELECT sweep, identity FROM index_sweeps").map { row in
        (name: row[0] as String, identity: row[1] as String)
      }
    }
    let old = Dictionary(known.map { ($0.name, $0.identity) }, uniquingKeysWith: { $1 })
    let gone = known.map(\.name).filter { present[$0] == nil }
    let changed = present.filter { old[$0.key] != $0.value }
    guard !gone.isEmpty || !changed.isEmpty else { return }
    try write { connection in
      for name in gone + changed.keys {
        for table in ["sweeps", "sweep_runs", "index_sweeps"] {
          try connection.cachedStatement(sql: "DELETE FROM \(table) WHERE sweep = ?").execute(arguments: [
            name
          ])
        }
      }
      for (name, identity) in changed {
        let sweep = SweepKeys(output: output, name: name)
        try connection.execute(
          sql: "INSERT INTO sweeps VALUES (?, ?, ?, ?)",
          arguments: [name, sweep.lab, sweep.runKeys.count, sweep.problem])
        let statement = try connection.cachedStatement(sql: "INSERT INTO sweep_runs VALUES (?, ?, ?)")
        for (place, key) in sweep.runKeys.enumerated() {
          try statement.execute(arguments: [name, place, key])
        }
        // A plan that cannot be read may be whole the next time.
        try connection.execute(
          sql: "INSERT INTO index_sweeps VALUES (?, ?)",
          arguments: [name, sweep.problem == nil ? identity : ""])
      }
    }
  }
}
