/// Asks whether the means of several groups are the same within a margin.
///
/// That no difference was found does not show that there is none. Two one-sided tests do (TOST): for every pair of
/// groups Welch's test must reject both a difference of the margin upwards and one downwards. All pairs must pass,
/// so the largest p-value is that of the whole and needs no correction; that some pair differs by *more* than the
/// margin is claimed of any of them, so there the least p-value is multiplied by the number of tests (Bonferroni).
/// Source: Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 1987, doi:10.1007/BF01068419.
package struct EquivalenceTest: Equatable, Sendable {
  /// Index of the group with the highest mean.
  package let highest: Int
  /// Index of the group with the lowest mean.
  package let lowest: Int
  /// mean(highest) − mean(lowest), at least 0.
  package let largestDifference: MeanEstimate
  /// p-value of "all means are within the margin of each other".
  package let probabilityOfEquivalence: Double
  /// p-value of "some two means differ by more than the margin".
  package let probabilityOfDifference: Double

  /// Tests groups; nil for fewer than two groups or one of fewer than two values.
  ///
  /// - Parameters:
  ///   - margin: the difference that counts as none, in the values' units.
  ///   - isPaired: whether the i-th values of all groups belong together, such as to one image; then all groups have as
  ///     many, and each two are compared by the differences of their pairs.
  package init?(_ groups: [[Double]], margin: Double, isPaired: Bool = false) {
    var (highest, lowest) = (0, 0)
    var largest: MeanEstimate?
    var (equivalence, difference) = (0.0, 1.0)
    var tests = 0
    for first in groups.indices {
      for second in groups.indices where second != first {
        let estimate =
          isPaired
          ? MeanEstimate(of: zip(groups[first], groups[second]).map { $0 - $1 })
          : MeanEstimate(differenceOf: groups[first], groups[second])
        guard let estimate else { return nil }
        tests += 1
        // Each pair comes in both orders, so one side of the two is tested at a time.
        equivalence = max(equivalence, estimate.probability(below: margin))
        difference = min(difference, estimate.probability(above: margin))
        if estimate.value > largest?.value ?? -.infinity {
          (highest, lowest, largest) = (first, second, estimate)
        }
      }
    }
    guard let largest else { return nil }
    self.highest = highest
    self.lowest = lowest
    largestDifference = largest
    probabilityOfEquivalence = equivalence
    probabilityOfDifference = min(1, difference * Double(tests))
  }
}
