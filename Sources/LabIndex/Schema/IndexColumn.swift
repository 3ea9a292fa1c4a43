import GRDB
import LabBase
import LabRuns

/// A column of a laboratory's table: a name, and what a run has there.
struct IndexColumn<L: Lab>: Sendable {
  /// The column's name.
  let name: String
  /// What a run has.
  let value: @Sendable (StoredRun<L>) -> DatabaseValue

  /// A quantity under its name.
  init(_ quantity: RunQuantity<L>) {
    name = quantity.name
    value = { StoredValue.encode(quantity.value(of: $0)) }
  }

  private init(
    _ name: String, _ value: @escaping @Sendable (StoredRun<L>) -> (any DatabaseValueConvertible)?
  ) {
    self.name = name
    self.value = { value($0)?.databaseValue ?? .null }
  }

  /// The columns of a laboratory: key, state and date, its other quantities, and what else is known of every run.
  ///
  /// SQLite takes upper and lower case for the same in a name; the first of such a pair stays.
  static var all: [IndexColumn] {
    let first = ["runKey", "state", "date"]
    let quantities = RunQuantity<L>.all
    let columns =
      first.compactMap { name in quantities.first { $0.name == name } }.map { IndexColumn($0) }
      + quantities.filter { !first.contains($0.name) }.map { IndexColumn($0) } + others
    var names: Set<String> = []
    return columns.filter { names.insert($0.name.lowercased()).inserted }
  }

  /// What every run has beside its quantities, or among them in some laboratories.
  private static var others: [IndexColumn] {
    [
      IndexColumn("seed") { StoredValue.encode(QuantityValue(String($0.configuration.seed))) },
      IndexColumn("steps") { $0.configuration.steps },
      IndexColumn("numerics") { $0.configuration.numerics },
      IndexColumn("host") { $0.status?.host },
      IndexColumn("attempt") { $0.status?.attempt },
      IndexColumn("started") { $0.status?.started },
      IndexColumn("instructionSet") { $0.status?.instructionSet },
      IndexColumn("message") { $0.status?.message },
    ]
  }
}
