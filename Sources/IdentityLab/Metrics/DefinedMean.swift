/// The mean of those of some numbers that are defined.
struct DefinedMean {
  private var sum = 0.0
  private var count = 0

  /// Counts a number unless it is nil.
  mutating func add(_ value: Double?) {
    if let value {
      sum += value
      count += 1
    }
  }

  /// The mean; nil if no number was defined.
  var mean: Double? {
    count > 0 ? sum / Double(count) : nil
  }
}
