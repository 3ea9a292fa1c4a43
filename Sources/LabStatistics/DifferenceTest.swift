import Nets

/// Asks whether the mean of one group is greater than that of another.
///
/// Two answers, because neither is enough alone with few seeds. The permutation test assumes nothing about the
/// distribution, but cannot go below 1/C(n₁ + n₂, n₁): three seeds against three give 0.05 at best. Welch's t
/// test has no such floor, but takes the values for normal.
package struct DifferenceTest: Equatable, Sendable {
  /// mean(first) − mean(second) with Welch's standard error.
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
      sizes: [first.count, second.count], scale: values.map(abs).max() ?? 0, key: key
    ) { labels in
      var sums = [0.0, 0.0]
      for (value, label) in zip(values, labels) { sums[label] += value }
      return sums[0] / Double(first.count) - sums[1] / Double(second.count)
    }
  }
}
