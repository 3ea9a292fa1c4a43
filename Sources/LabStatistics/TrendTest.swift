import Nets

/// Jonckheere and Terpstra's test of whether values rise (or fall) over groups that have an order, such as depths.
///
/// It counts the pairs of values from different groups that rise with the groups (a tie counts half) and compares
/// that with chance by ``RandomizationTest``. It asks for an order, not for a line: a fall that flattens is a fall.
/// Sources: Jonckheere, Biometrika 1954, doi:10.1093/biomet/41.1-2.133; Terpstra, Indagationes Mathematicae 1952.
package struct TrendTest: Equatable, Sendable {
  /// Jonckheere's J: pairs from different groups that rise, ties half.
  package let risingPairs: Double
  /// Kendall's τ of the pairs from different groups, (rising − falling)/all: 1 where all rise, −1 where all fall.
  ///
  /// Pairs within a group say nothing about a trend and are left out; this form is Somers's d.
  package let tau: Double
  /// One-sided p-value of a rise.
  package let probabilityOfRise: Double
  /// One-sided p-value of a fall.
  package let probabilityOfFall: Double
  /// Number of arrangements that the p-values are of.
  package let arrangements: Int
  /// Whether these were all there are.
  package let isExact: Bool

  /// The least p-value that so many values can give, whatever they are.
  package let leastProbability: Double

  /// Tests groups in their order; nil for fewer than two groups or an empty one.
  ///
  /// - Parameter key: of the random arrangements, where there are too many to try all.
  package init?(_ groups: [[Double]], key: RandomKey = RandomKey(seed: 0).deriving("trend test")) {
    guard groups.count >= 2, groups.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(blocks: [groups], key: key)
  }

  /// Tests groups in their order within each block; nil where no block has values of two groups.
  ///
  /// - Parameters:
  ///   - blocks: of every block its groups, as many in each; a group may be empty.
  ///   - key: of the random arrangements, where there are too many to try all.
  package init?(blocks: [[[Double]]], key: RandomKey = RandomKey(seed: 0).deriving("trend test")) {
    let pairs = blocks.reduce(0) { $0 + Self.pairs(of: $1) }
    guard pairs > 0 else { return nil }
    let values = blocks.map { $0.flatMap { $0 } }
    let test = RandomizationTest(blocks: blocks.map { $0.map(\.count) }, scale: 1, key: key) { labels in
      var twice = 0
      var start = 0
      for block in values {
        for later in block.indices {
          for earlier in 0..<later where labels[start + earlier] != labels[start + later] {
            let rise =
              labels[start + earlier] < labels[start + later]
              ? block[later] - block[earlier] : block[earlier] - block[later]
            twice += rise > 0 ? 2 : rise == 0 ? 1 : 0
          }
        }
        start += block.count
      }
      return Double(twice) / 2
    }
    risingPairs = test.observed
    tau = 2 * test.observed / Double(pairs) - 1
    probabilityOfRise = test.probabilityAtLeast
    probabilityOfFall = test.probabilityAtMost
    arrangements = test.arrangements
    isExact = test.isExact
    leastProbability = test.leastProbability
  }

  /// Pairs of values from different groups of a block.
  private static func pairs(of groups: [[Double]]) -> Int {
    let count = groups.reduce(0) { $0 + $1.count }
    return count * (count - 1) / 2 - groups.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
  }
}
