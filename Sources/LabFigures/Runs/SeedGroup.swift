import LabBase
import LabRuns

/// Runs that differ in nothing but their seed.
package struct SeedGroup<L: Lab> {
  /// The runs, at least one.
  package let runs: [FinishedRun<L>]

  /// Groups runs that differ in whatever the caller lets differ.
  package init(runs: [FinishedRun<L>]) {
    self.runs = runs
  }

  /// The settings of the first.
  package var configuration: L.Configuration { runs[0].configuration }

  /// Groups runs, in the order in which each group's first run comes.
  package static func groups(of runs: [FinishedRun<L>]) -> [SeedGroup] {
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
    return members.map(SeedGroup.init)
  }

  /// Mean and extent over the seeds of what a run gives; nil where none gives a number.
  package func statistic(_ value: (FinishedRun<L>) -> Double?) -> (mean: Double, span: ValueRange)? {
    let values = runs.map(value)
    let defined = values.compactMap(\.self)
    guard let mean = values.definedMean, let least = defined.min(), let greatest = defined.max() else {
      return nil
    }
    return (mean, ValueRange(least, greatest))
  }
}
