import LabBase
import LabRuns

/// Runs that differ in nothing but their seed.
package struct SeedGroup<L: Lab> {
  /// The settings of the first.
  package let configuration: L.Configuration
  /// Those that count, of which there may be none; what they found is averaged.
  package let runs: [FinishedRun<L>]
  /// Those that did not train, and so have no finding.
  package let setAside: [FinishedRun<L>]

  /// Groups runs that differ in whatever the caller lets differ, at least one in all.
  package init(runs: [FinishedRun<L>], setAside: [FinishedRun<L>] = []) {
    precondition(!runs.isEmpty || !setAside.isEmpty, "a group has at least one run")
    configuration = (runs + setAside)[0].configuration
    self.runs = runs
    self.setAside = setAside
  }

  /// Groups runs, in the order in which each group's first run comes.
  ///
  /// - Parameter counts: whether a run's findings count; by default every run's do.
  package static func groups(
    of runs: [FinishedRun<L>], where counts: (FinishedRun<L>) -> Bool = { _ in true }
  ) -> [SeedGroup] {
    var places: [String: Int] = [:]
    var members: [[FinishedRun<L>]] = []
    for run in runs {
      let name = run.configuration.withoutSeed.canonicalJSON
      if let place = places[name] {
        members[place].append(run)
      } else {
        places[name] = members.count
        members.append([run])
      }
    }
    return members.map { SeedGroup(runs: $0.filter(counts), setAside: $0.filter { !counts($0) }) }
  }

  /// How many seeds the nets of some runs have, such as `1 to 3 seeds`.
  package static func seedCount(of runs: [FinishedRun<L>]) -> String {
    let seeds = groups(of: runs).map(\.runs.count)
    let (fewest, most) = (seeds.min() ?? 0, seeds.max() ?? 0)
    return "\(fewest < most ? "\(fewest) to " : "")\(most) seed\(most == 1 ? "" : "s")"
  }

  /// What became of the runs that were set aside, such as `1 plateau, 1 diverged`.
  package var setAsideText: String { OutcomeCounts(setAside.map(\.record.outcome)).unfittedText }

  /// Mean and extent over the seeds that count of what a run gives; nil where none gives a number.
  ///
  /// - Throws: what `value` throws.
  package func statistic<Problem>(
    _ value: (FinishedRun<L>) throws(Problem) -> Double?
  ) throws(Problem) -> (mean: Double, span: ValueRange)? {
    let values = try runs.map(value)
    let defined = values.compactMap(\.self)
    guard let mean = values.definedMean, let least = defined.min(), let greatest = defined.max() else {
      return nil
    }
    return (mean, ValueRange(least, greatest))
  }
}
