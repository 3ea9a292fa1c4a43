import LabBase

/// A value of a column: a number, a text or none.
enum PageValue: Encodable, Equatable {
  case number(Double)
  case text(String)
  case none

  /// The value for a reader.
  var shortText: String {
    switch self {
    case .number(let number): NumberText.short(number)
    case .text(let text): text
    case .none: "–"
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    // A whole number without its point.
    case .number(let number) where number == number.rounded() && abs(number) < 1e15:
      try container.encode(Int64(number))
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .none: try container.encodeNil()
    }
  }
}
