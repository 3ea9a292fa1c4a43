import LabBase

/// What a run has of a quantity: a text, and the number that it is or its place on an axis.
package struct QuantityValue: Equatable, Sendable {
  /// The text, of a number the shortest that reads back to the same bits.
  package let text: String
  /// The number, or where a text such as `28x28` or a date stands on an axis; nil of a word.
  package let number: Double?

  /// A word, or a text with a place on an axis.
  package init(_ text: String, number: Double? = nil) {
    self.text = text
    self.number = number
  }

  /// A number.
  package init(_ number: Double) {
    self.init(PlainNumber.text(number), number: number)
  }
}
