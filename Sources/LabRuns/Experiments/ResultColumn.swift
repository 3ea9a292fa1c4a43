import LabBase

/// A column of a sweep's results.csv, beside the settings and the key.
package struct ResultColumn<Record>: Sendable {
  /// The column's name.
  package let name: String
  /// A record's text; empty where it has none.
  package let text: @Sendable (Record) -> String

  /// A column of texts.
  package init(_ name: String, text: @escaping @Sendable (Record) -> String) {
    self.name = name
    self.text = text
  }

  /// A column of numbers, empty where there is none.
  package init(_ name: String, number: @escaping @Sendable (Record) -> Double?) {
    self.init(name, text: { number($0).map(PlainNumber.text) ?? "" })
  }
}
