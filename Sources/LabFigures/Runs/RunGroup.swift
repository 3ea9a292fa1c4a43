import LabBase
import LabRuns
import LabStatistics

/// Runs that differ in nothing but their seed as they stand: done or not, fitted or not.
///
/// Only fitted runs are averaged; the others are counted, and have a mean of their own only where there are no others.
package struct RunGroup<L: Lab> {
  /// What a group has of a quantity.
  package enum Value {
    /// Mean and sample standard deviation of the numbers, and of how many.
    case sample(mean: Double?, deviation: Double?, count: Int)
    /// Texts with how many runs have each, in the order in which they come.
    case texts([(text: QuantityValue, count: Int)])
  }

  /// The runs, at least one.
  package let runs: [RunRow<L>]

  /// Groups runs that the caller knows to belong together.
  package init(runs: [RunRow<L>]) {
    self.runs = runs
  }

  /// Groups runs by all settings but the seed, in the order in which each group's first run comes.
  package static func groups(of runs: [RunRow<L>]) -> [RunGroup] {
    let settings = RunQuantity<L>.settings.filter { $0.key != .seed }
    var places: [[String?]: Int] = [:]
    var members: [[RunRow<L>]] = []
    for run in runs {
      let texts = settings.map { $0.value(of: run)?.text }
      if let place = places[texts] {
        members[place].append(run)
      } else {
        places[texts] = members.count
        members.append([run])
      }
    }
    return members.map { RunGroup(runs: $0) }
  }

  /// What the group has of a quantity: a mean, and of words, settings and dates the texts.
  package func value(of quantity: RunQuantity<L>) -> Value {
    if quantity.hasMean {
      let summary = SampleSummary(averaged.map { quantity.number(of: $0) })
      return .sample(mean: summary.mean, deviation: summary.standardDeviation, count: summary.count)
    }
    var counts: [(text: QuantityValue, count: Int)] = []
    for value in runs.compactMap({ quantity.value(of: $0) }) {
      if let place = counts.firstIndex(where: { $0.text == value }) {
        counts[place].count += 1
      } else {
        counts.append((value, 1))
      }
    }
    return .texts(counts)
  }

  /// The runs whose numbers are averaged: the fitted ones, or all where none is and all came to the same.
  private var averaged: [RunRow<L>] {
    let fitted = runs.filter(\.isFitted)
    return fitted.isEmpty && runs.allSatisfy { $0.state == runs[0].state } ? runs : fitted
  }

  /// What the group is sorted by: the mean, or the first of the texts.
  package func sortValue(of quantity: RunQuantity<L>) -> QuantityValue? {
    switch value(of: quantity) {
    case .sample(let mean, _, _): mean.map { QuantityValue($0) }
    case .texts(let counts): counts.first?.text
    }
  }
}
