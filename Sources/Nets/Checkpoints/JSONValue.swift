/// A value of a JSON text as it is written: members in their order, also of one name, and numbers as their digits.
///
/// A reader of files that may mean harm has to see both; Foundation's keeps one of two members and rounds.
/// Source: RFC 8259.
enum JSONValue: Equatable {
  case object([Member])
  case array([JSONValue])
  case string(String)
  case number(String)
  case bool(Bool)
  case null

  /// One name and value of an object.
  struct Member: Equatable {
    let name: String
    let value: JSONValue
  }

  /// Where a text stops being JSON.
  struct SyntaxError: Error, Equatable {
    /// What may stand there.
    let expected: String
    /// The byte, counted from the text's first.
    let offset: Int
  }

  /// Reads a whole text, nothing but blanks around the value.
  ///
  /// - Parameter depth: how many objects and arrays may lie in one another.
  init(_ text: ArraySlice<UInt8>, depth: Int) throws(SyntaxError) {
    var reader = JSONReader(text)
    self = try reader.readWhole(depth: depth)
  }

  /// The whole number that is written here, without a point or an exponent, if an `Int` can hold it.
  var integer: Int? {
    if case .number(let digits) = self { Int(digits) } else { nil }
  }

  /// The text.
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The whole numbers of an array of such.
  var integers: [Int]? {
    guard case .array(let values) = self else { return nil }
    let integers = values.compactMap(\.integer)
    return integers.count == values.count ? integers : nil
  }
}
