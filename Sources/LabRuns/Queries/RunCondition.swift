/// What a ``RunFilter`` was read as.
indirect enum RunCondition<L: Lab>: Sendable {
  /// One comparison.
  case comparison(RunQuantity<L>, Comparison, QuantityValue)
  /// None may fail.
  case all([RunCondition])
  /// One must hold.
  case any([RunCondition])
  /// It must not hold.
  case not(RunCondition)

  /// The signs of comparisons.
  enum Comparison: String, CaseIterable, Sendable {
    case equal = "="
    case different = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// Whether it asks for an order, which words do not have.
    var isOrder: Bool { self != .equal && self != .different }

    /// Whether two values stand so; false where one has no place on an axis and an order is asked for.
    func holds(_ value: QuantityValue, _ other: QuantityValue) -> Bool {
      switch self {
      case .equal: return value.text == other.text
      case .different: return value.text != other.text
      case .less, .lessOrEqual, .greater, .greaterOrEqual: break
      }
      guard let value = value.number, let other = other.number else { return false }
      return switch self {
      case .less: value < other
      case .lessOrEqual: value <= other
      case .greater: value > other
      default: value >= other
      }
    }
  }

  /// Whether a run is so that has some values.
  func holds(_ value: (RunQuantity<L>) -> QuantityValue?) -> Bool {
    switch self {
    case .comparison(let quantity, let comparison, let other):
      value(quantity).map { comparison.holds($0, other) } ?? false
    case .all(let conditions): conditions.allSatisfy { $0.holds(value) }
    case .any(let conditions): conditions.contains { $0.holds(value) }
    case .not(let condition): !condition.holds(value)
    }
  }

  /// The quantities that are compared.
  var quantities: [RunQuantity<L>] {
    switch self {
    case .comparison(let quantity, _, _): [quantity]
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.quantities)
    case .not(let condition): condition.quantities
    }
  }
}
