import Nets

/// Asks whether the mean of one group is greater than that of another.
///
/// Two answers, because neither is enough alone with few seeds. The permutation test assumes nothing about the
/// distribution, but cannot go below 1/C(n₁ + n₂, n₁): three seeds against three give 0.05 at best. Welch's t
/// test has no such floor, but takes the values for normal. Values of the same images in both groups are compared image by
/// image: the t test is of their differences, and the permutation turns each difference around or not.
package struct DifferenceTest: Equatable, Sendable {
  /// mean(first) − mean(second), with Welch's standard error or, in pairs, that of the differences.
  package let estimate: MeanEstimate
  /// Every (or many a random) way to deal the values out to the two groups.
  package let permutation: RandomizationTest

  /// Compares two groups; nil where one has fewer than two values.
  ///
  /// - Parameter key: of the random arrangements, where there are too many to try all.
  package init?(
    _ first: [Double], _ second: [Double], key: RandomKey = RandomKey(seed: 0).deriving("difference test")
  ) {
    guard let estimate = MeanEstimate(differenceOf: first, second) else { return nil }
    self.estimate = estimate
    let values = first + second
    permutation = RandomizationTest(
      blocks: [[first.count, second.count]], scale: values.map(abs).max() ?? 0, key: key
    ) { labels in
      var sums = [0.0, 0.0]
      for (value, label) in zip(values, labels) { sums[label] += value }
      return sums[0] / Double(first.count) - sums[1] / Double(second.count)
    }
  }

  /// Compares two groups of which the i-th values belong together; nil for fewer than two pairs.
  ///
  /// - Parameters:
  ///   - first: one value a pair; `second` as many.
  ///   - key: of the random arrangements, where there are too many to try all.
  package init?(
    pairs first: [Double], _ second: [Double], key: RandomKey = RandomKey(seed: 0).deriving("paired test")
  ) {
    precondition(first.count == second.count, "\(first.count) values in pairs with \(second.count)")
    let differences = zip(first, second).map { $0 - $1 }
    guard let estimate = MeanEstimate(of: differences) else { return nil }
    self.estimate = estimate
    permutation = RandomizationTest(
      blocks: differences.map { _ in [1, 1] }, scale: differences.map(abs).max() ?? 0, key: key
    ) { labels in
      // Of each pair's two labels the first says whether the difference stands as it is.
      var sum = 0.0
      for (index, difference) in differences.enumerated() {
        sum += labels[2 * index] == 0 ? difference : -difference
      }
      return sum / Double(differences.count)
    }
  }
}
