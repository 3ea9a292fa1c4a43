/// A table that SQL can name, and its columns.
package struct IndexedTable: Encodable, Sendable {
  /// The table's name.
  package let name: String
  /// The columns' names in their order.
  package let columns: [String]
}
