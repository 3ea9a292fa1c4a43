import HeapModule
import LabBase
import LabRuns

/// The runs of a plan dealt to so many shares that take alike long.
///
/// The longest run first, each to the share that has the least to do (Graham, Bounds on multiprocessing timing anomalies,
/// 1969): no share then takes more than 4/3 of what the best dealing allows. Equal loads go to the share of fewer runs,
/// then to the first. Nothing counts but the frozen plan's costs: whoever deals, wherever and whenever, deals the same.
package struct SweepShares: Equatable, Sendable {
  /// The places in the plan of each share's runs, the longest run first.
  package let places: [[Int]]

  /// Deals the runs of a plan to at least one share.
  package init<L: Lab>(of plan: SweepPlan<L>, count: Int) {
    self.init(costs: plan.runs.map(\.cost.totalSeconds), count: count)
  }

  /// Deals runs of known seconds to at least one share.
  package init(costs: [Double], count: Int) {
    precondition(count >= 1, "\(count) shares")
    var places = [[Int]](repeating: [], count: count)
    // A run fills at most one empty share.
    var loads = Heap((0..<min(count, costs.count)).map { Load(seconds: 0, runs: 0, share: $0) })
    for place in costs.indices.sorted(by: { costs[$0] != costs[$1] ? costs[$0] > costs[$1] : $0 < $1 }) {
      guard var least = loads.popMin() else { break }
      places[least.share].append(place)
      least.seconds += costs[place]
      least.runs += 1
      loads.insert(least)
    }
    self.places = places
  }

  /// The places of the share that a text i/N means, i from 0.
  ///
  /// - Throws: `LabError.badConfiguration` for a text that is no such share.
  package static func places<L: Lab>(of plan: SweepPlan<L>, share text: String) throws(LabError) -> [Int] {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let share = parts[0], let count = parts[1], (1...largestCount).contains(count),
      (0..<count).contains(share)
    else {
      throw .badConfiguration(
        key: "--shard", found: "\"\(text)\"",
        expected: "i/N with 0 ≤ i < N ≤ \(largestCount), such as 0/4")
    }
    return Self(of: plan, count: count).places[share]
  }

  /// More shares than any cluster has jobs.
  private static let largestCount = 1_000_000

  /// How much a share has to do.
  private struct Load: Comparable {
    var seconds: Double
    var runs: Int
    let share: Int

    static func < (a: Load, b: Load) -> Bool {
      (a.seconds, a.runs, a.share) < (b.seconds, b.runs, b.share)
    }
  }
}
