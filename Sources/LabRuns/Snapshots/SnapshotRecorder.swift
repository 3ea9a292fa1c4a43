import Foundation
import LabBase

/// Saves a training's weights at the steps of a plan while it goes on.
///
/// What is left in the folder depends on the plan and the step alone: a training that is interrupted and gone on with
/// keeps those that it saved before. Of a plan whose last step is not known beforehand more are saved than remain, and
/// the others removed on the way.
struct SnapshotRecorder<L: Lab> {
  private let plan: SnapshotPlan
  private let directory: RunDirectory<L>
  /// The next step at which weights are saved.
  private var next: Int?

  /// Begins with what a training has done so far.
  ///
  /// - Parameter steps: largest number of updates of the training.
  /// - Throws: `LabError.badConfiguration` where there are too many of them for the plan's limit or the disk.
  init(
    _ plan: SnapshotPlan, directory: RunDirectory<L>, session: L.Experiment.Session, steps: Int
  ) throws(LabError) {
    self.plan = plan
    self.directory = directory
    next = plan.candidate(from: session.completedSteps)
    let count = plan.largestCount(steps: steps)
    guard count <= SnapshotPlan.limit + 2 else {
      throw .badConfiguration(
        key: "snapshots", found: "\(plan), up to \(count) of \(steps) steps",
        expected: "at most \(SnapshotPlan.limit)")
    }
    try DiskSpace.require(
      count * directory.modelFile(session.model).count, at: directory.path, for: "\(count) snapshots",
      key: "snapshots")
  }

  /// To be called before every step: saves the weights where the plan has it.
  ///
  /// - Throws: `LabError` where they cannot be written.
  mutating func visit(_ session: L.Experiment.Session) throws(LabError) {
    let step = session.completedSteps
    guard let due = next, step >= due else { return }
    if step == due { try save(session, kept: plan.kept(through: step)) }
    next = plan.candidate(from: step + 1)
  }

  /// To be called after the last step: saves the weights where they are of the plan and leaves what remains of it.
  ///
  /// - Throws: `LabError` where they cannot be written.
  func finish(_ session: L.Experiment.Session) throws(LabError) {
    try save(session, kept: plan.steps(endingAt: session.completedSteps))
  }

  /// Writes the weights if they are kept, and removes the candidates that no longer are.
  private func save(_ session: L.Experiment.Session, kept: [Int]) throws(LabError) {
    let step = session.completedSteps
    if kept.contains(step) {
      let path = directory.file(RunDirectory<L>.snapshotName(step))
      try AtomicFile.write(directory.modelFile(session.model), to: path)
    }
    for old in directory.snapshotSteps where !kept.contains(old) && plan.candidate(from: old) == old {
      try? FileManager.default.removeItem(atPath: directory.file(RunDirectory<L>.snapshotName(old)))
    }
  }
}
