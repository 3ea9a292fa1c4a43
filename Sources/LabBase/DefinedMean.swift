/// The mean of those of some numbers that are defined.
package struct DefinedMean {
  private var sum = 0.0
  private var count = 0

  /// Starts with no number.
  package init() {}

  /// Counts a number unless it is nil.
  package mutating func add(_ value: Double?) {
    if let value {
      sum += value
      count += 1
    }
  }

  /// The mean; nil if no number was defined.
  package var mean: Double? {
    count > 0 ? sum / Double(count) : nil
  }
}

extension Sequence<Double?> {
  /// The mean of the numbers that are defined, summed in their order; nil if none is.
  package var definedMean: Double? {
    reduce(into: DefinedMean()) { $0.add($1) }.mean
  }
}
