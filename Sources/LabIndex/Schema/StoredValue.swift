import GRDB
import LabBase
import LabRuns

/// Values of quantities as the index holds them: numbers as numbers where their text comes out the same again, anything
/// else as text.
enum StoredValue {
  /// What is stored of a value.
  static func encode(_ value: QuantityValue?) -> DatabaseValue {
    guard let value else { return .null }
    guard let number = value.number, number.isFinite else { return value.text.databaseValue }
    if let whole = Int64(value.text), Double(whole) == number, String(whole) == value.text {
      return whole.databaseValue
    }
    return PlainNumber.text(number) == value.text ? number.databaseValue : value.text.databaseValue
  }

  /// The value that was stored of a quantity.
  static func decode<L: Lab>(_ value: DatabaseValue, of quantity: RunQuantity<L>) -> QuantityValue? {
    if case .string(let text) = value.storage { return quantity.value(stored: text) }
    return decode(value)
  }

  /// What stands in a table that nothing more is known of; bytes as hexadecimal digits.
  static func decode(_ value: DatabaseValue) -> QuantityValue? {
    switch value.storage {
    case .null: nil
    case .int64(let whole): QuantityValue(String(whole), number: Double(whole))
    case .double(let number) where number.isFinite: QuantityValue(number)
    // JSON has no such number.
    case .double(let number): QuantityValue(PlainNumber.text(number))
    case .string(let text): QuantityValue(text)
    case .blob(let bytes):
      QuantityValue(bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
    }
  }
}
