import LabBase
import LabRuns

/// Which steps of a run a film shows.
package enum FilmSteps {
  /// What is asked for where nobody says and no snapshots are there.
  package static let usual = SnapshotPlan.logarithmic(12)

  /// The steps of a plan or, without one, those whose snapshots are there, and without these the usual ones.
  ///
  /// - Throws: `LabError.missingInput` for a run that is not done, `.badConfiguration` for a plan of no step or of too
  ///   many.
  package static func steps(
    _ plan: SnapshotPlan?, of directory: RunDirectory<ReconstructionLab>
  ) throws(LabError) -> [Int] {
    guard let record = directory.record else {
      throw .missingInput(
        what: "the result of run \(directory.runKey)",
        advice: "run its training command again to finish it")
    }
    let present = directory.snapshotSteps.filter { $0 <= record.steps }
    let steps =
      plan.map { $0.steps(endingAt: record.steps) }
      ?? (present.count > 1 ? present : usual.steps(endingAt: record.steps))
    guard (1...FilmConfiguration.mostSteps).contains(steps.count) else {
      throw .badConfiguration(
        key: "snapshots",
        found: "\(plan.map(\.description) ?? "what is there"), \(steps.count) steps of "
          + "\(record.steps)", expected: "1 to \(FilmConfiguration.mostSteps) steps, such as \(usual)")
    }
    return steps
  }
}
