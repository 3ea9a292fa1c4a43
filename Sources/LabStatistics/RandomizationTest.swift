import Nets

/// How a statistic of grouped values compares with what it would be if the groups meant nothing: if the same values
/// had been dealt out to the groups by chance; in blocks, such as all runs of one image, values are dealt out within each
/// block only, for blocks differ in more than the groups.
///
/// All arrangements are tried where there are at most ``limit``; otherwise so many random ones, whose p-value is
/// (b + 1)/(m + 1) for b of m that are at least as extreme, so that it is never 0 and never too small.
/// Source: Phipson and Smyth, "Permutation P-values Should Never Be Zero", 2010, doi:10.2202/1544-6115.1585.
package struct RandomizationTest: Equatable, Sendable {
  /// Largest number of arrangements that are tried: 20,000, which leaves a p-value near 0.05 uncertain by 0.0015.
  package static let limit = 20_000

  /// The statistic of the groups as they are.
  package let observed: Double
  /// Share of arrangements whose statistic is at least the observed one.
  package let probabilityAtLeast: Double
  /// Share of arrangements whose statistic is at most the observed one.
  package let probabilityAtMost: Double
  /// Number of arrangements tried.
  package let arrangements: Int
  /// Whether these were all there are.
  package let isExact: Bool

  /// The least p-value that so many values can give, whatever they are: 1 / ``arrangements``.
  package var leastProbability: Double { 1 / Double(arrangements) }

  /// Tests a statistic of groups of the given sizes.
  ///
  /// - Parameters:
  ///   - blocks: of every block the sizes of its groups, of which some may be 0.
  ///   - scale: the size of what is summed up: statistics that differ by its rounding errors alone count as equal.
  ///   - key: of the random arrangements, where not all are tried.
  ///   - statistic: of the group number of every value, block after block; called first with the groups as they are,
  ///     0 0 … 1 1 … of each block.
  init(blocks: [[Int]], scale: Double, key: RandomKey, statistic: ([Int]) -> Double) {
    let original = blocks.map { sizes in
      sizes.enumerated().flatMap { group, size in Array(repeating: group, count: size) }
    }
    let actual = statistic(original.flatMap { $0 })
    // Sums of the same numbers in another order differ in their last bits and must count as equal.
    let slack = 1e-12 * scale
    var (atLeast, atMost, tried) = (0, 0, 0)
    func count(_ value: Double) {
      tried += 1
      if value >= actual - slack { atLeast += 1 }
      if value <= actual + slack { atMost += 1 }
    }
    isExact = blocks.reduce(1) { $0 * Self.arrangementCount($1) } <= Double(Self.limit)
    if isExact {
      var labels = original
      repeat { count(statistic(labels.flatMap { $0 })) } while Self.advance(&labels)
    } else {
      count(actual)
      for sample in 0..<Self.limit {
        let dealt = original.enumerated().flatMap { block, labels in
          let order = RandomStream(key: key.deriving(sample).deriving(block)).permutation(of: labels.count)
          return order.map { labels[$0] }
        }
        count(statistic(dealt))
      }
    }
    observed = actual
    arrangements = tried
    probabilityAtLeast = Double(atLeast) / Double(tried)
    probabilityAtMost = Double(atMost) / Double(tried)
  }

  /// n!/(n₁!·n₂!·…): in how many ways the values can be dealt out.
  package static func arrangementCount(_ sizes: [Int]) -> Double {
    var (count, dealt) = (1.0, 0)
    for size in sizes {
      for index in 0..<size {
        dealt += 1
        count = count * Double(dealt) / Double(index + 1)
      }
    }
    return count.rounded()
  }

  /// The next arrangement of all blocks, the last block's turning fastest; false after the last.
  private static func advance(_ blocks: inout [[Int]]) -> Bool {
    for index in blocks.indices.reversed() {
      if advance(&blocks[index]) { return true }
      blocks[index].sort()
    }
    return false
  }

  /// The next arrangement of one block in lexicographic order; false after the last.
  private static func advance(_ labels: inout [Int]) -> Bool {
    guard let pivot = labels.indices.dropLast().last(where: { labels[$0] < labels[$0 + 1] }),
      let successor = labels.indices.last(where: { labels[$0] > labels[pivot] })
    else { return false }
    labels.swapAt(pivot, successor)
    labels[(pivot + 1)...].reverse()
    return true
  }
}
