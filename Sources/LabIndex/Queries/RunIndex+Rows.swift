import GRDB
import LabBase
import LabRuns
import LabSweeps

extension RunIndex {
  /// The runs of a laboratory with their values of some quantities, by key.
  ///
  /// - Parameter keys: the only runs that are wanted; nil for all.
  package func rows<L: Lab>(
    of _: L.Type, _ columns: RunColumns<L>, keys: [String]? = nil
  ) throws -> [RunRow<L>] {
    let quantities = columns.quantities
    let names = (["runKey", "state"] + quantities.map(\.name)).map { "\"\($0)\"" }.joined(separator: ", ")
    var rows: [RunRow<L>] = []
    try read { connection in
      let cursor = try Row.fetchCursor(
        connection, sql: "SELECT \(names) FROM \"\(L.name)\"\(Self.choice(keys))",
        arguments: Self.arguments(keys))
      while let row = try cursor.next() {
        rows.append(
          RunRow(
            runKey: row[0], state: row[1], columns: columns,
            values: quantities.indices.map { StoredValue.decode(row[$0 + 2], of: quantities[$0]) }))
      }
    }
    // Runs that were read again stand at the end of the table.
    let isSorted = zip(rows, rows.dropFirst()).allSatisfy { $0.runKey < $1.runKey }
    return isSorted ? rows : rows.sorted { $0.runKey < $1.runKey }
  }

  /// The runs of a sweep with their values of some quantities, in the plan's order.
  ///
  /// Of runs that the index knows nothing of, for they are not begun or damaged, the plan tells the settings.
  package func rows<L: Lab>(of plan: SweepPlan<L>, _ columns: RunColumns<L>) throws -> [RunRow<L>] {
    let keys = plan.runs.map(\.runKey)
    let rows = try rows(of: L.self, columns, keys: keys)
    let known = Dictionary(uniqueKeysWithValues: rows.map { ($0.runKey, $0) })
    let store = RunStore<L>(output: output)
    return zip(plan.runs, keys).map { configuration, key in
      known[key] ?? RunRow(StoredRun(configuration, in: store.directory(key)), columns: columns)
    }
  }

  /// The settings in which some runs differ, in the order of the table.
  ///
  /// - Parameter keys: those runs; nil for all of the laboratory.
  package func differing<L: Lab>(of _: L.Type, keys: [String]? = nil) throws -> [RunQuantity<L>] {
    let settings = RunQuantity<L>.settings
    return try read { connection in
      let table = "FROM \"\(L.name)\"\(Self.choice(keys))"
      let names = settings.map { "\"\($0.name)\"" }
      guard
        let first = try Row.fetchOne(
          connection, sql: "SELECT \(names.joined(separator: ", ")) \(table) LIMIT 1",
          arguments: Self.arguments(keys))
      else { return [] }
      let differences = names.map { "max(\($0) IS NOT ?)" }.joined(separator: ", ")
      let found = try Row.fetchOne(
        connection, sql: "SELECT \(differences) \(table)",
        arguments: StatementArguments(first.databaseValues) + Self.arguments(keys))
      return settings.indices.filter { found?[$0] == 1 }.map { settings[$0] }
    }
  }

  /// The runs that cannot be read, by key, and why.
  ///
  /// - Parameter unmarked: whether those that do not tell whose they are are among them.
  package func damaged<L: Lab>(
    of _: L.Type, unmarked: Bool
  ) throws -> [(runKey: String, problem: String)] {
    try read { connection in
      try Row.fetchAll(
        connection, sql: "SELECT runKey, problem FROM damaged WHERE ifnull(lab = ?, ?) ORDER BY runKey",
        arguments: [L.name, unmarked]
      ).map { ($0[0], $0[1]) }
    }
  }

  private static func choice(_ keys: [String]?) -> String {
    keys == nil ? "" : " WHERE runKey IN (SELECT value FROM json_each(?))"
  }

  private static func arguments(_ keys: [String]?) -> StatementArguments {
    keys.map { [json($0)] } ?? []
  }
}
