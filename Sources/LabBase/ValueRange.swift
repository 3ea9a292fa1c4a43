/// The interval of values that a picture's colours span; values outside are clipped to its ends.
package struct ValueRange: Equatable, Sendable {
  /// The value drawn in the map's first colour.
  package let lower: Double
  /// The value drawn in the map's last colour; never below `lower`.
  package let upper: Double

  /// Makes a range; both ends must be finite and in order.
  package init(_ lower: Double, _ upper: Double) {
    precondition(
      lower.isFinite && upper.isFinite && lower <= upper, "no value range from \(lower) to \(upper)")
    self.lower = lower
    self.upper = upper
  }

  /// The range of pictures: 0 (black) to 1 (white).
  package static let unit = ValueRange(0, 1)

  /// The smallest range that holds every finite value; nil if there is none.
  package init?(holding values: some Sequence<Float>) {
    var lower = Float.infinity
    var upper = -Float.infinity
    for value in values where value.isFinite {
      lower = min(lower, value)
      upper = max(upper, value)
    }
    guard lower <= upper else { return nil }
    self.init(Double(lower), Double(upper))
  }

  /// The smallest range −m … m that holds this one.
  package var symmetric: ValueRange {
    let limit = max(abs(lower), abs(upper))
    return ValueRange(-limit, limit)
  }

  /// Where a value lies in the range, clipped to 0 … 1; nil if it is not finite.
  ///
  /// In a range of one value that value lies in the middle, because neither end describes it better.
  package func fraction(of value: Double) -> Double? {
    guard value.isFinite else { return nil }
    guard upper > lower else { return value < lower ? 0 : value > upper ? 1 : 0.5 }
    return min(max((value - lower) / (upper - lower), 0), 1)
  }

  /// Whether a value is finite and lies within the range's ends.
  package func contains(_ value: Double) -> Bool { value >= lower && value <= upper }
}
