import LabBase

/// An order by one quantity in a user's words: `loss` rising, `-loss` falling; what has no value comes last.
package struct RunOrder<L: Lab>: Sendable {
  /// The quantity.
  package let quantity: RunQuantity<L>
  /// Whether the largest comes first.
  package let isFalling: Bool

  /// Reads an order.
  ///
  /// - Parameter option: where the text stands, for the error.
  /// - Throws: `LabError.badConfiguration` for a word that is no quantity, with the nearest spelling.
  package init(_ text: String, option: String = "sort") throws(LabError) {
    isFalling = text.hasPrefix("-")
    quantity = try RunQuantity.named(isFalling ? String(text.dropFirst()) : text, option: option)
  }

  /// Sorts, equals staying in their order.
  package func sorted<Item>(_ items: [Item], by value: (Item) -> QuantityValue?) -> [Item] {
    items.enumerated().map { (place: $0, item: $1, value: value($1)) }.sorted { first, second in
      guard let one = first.value, let other = second.value else {
        return first.value == nil && second.value == nil ? first.place < second.place : first.value != nil
      }
      if one == other { return first.place < second.place }
      return isFalling ? precedes(other, one) : precedes(one, other)
    }.map(\.item)
  }

  /// Numbers by size, words by their letters.
  private func precedes(_ one: QuantityValue, _ other: QuantityValue) -> Bool {
    guard let first = one.number, let second = other.number, first != second else {
      return one.text < other.text
    }
    return first < second
  }
}
