import LabBase
import LabRuns

/// A sweep whose runs are chosen stage by stage: the next ones by what those before have shown.
///
/// Each stage is chosen from the records of the stages before it alone, whatever else is stored, so that the plan has the
/// same runs in the same order for any number of workers, stopped in between or not.
package struct StagedSweep<L: Lab> {
  /// What became of it.
  package enum Outcome {
    /// No more runs are needed than these, by their keys.
    case complete([String: StoredRun<L>])
    /// Someone asked to stop; the runs so far are kept.
    case interrupted(SweepSummary)
    /// Runs that it needs failed.
    case failed([RunFailure])
  }

  /// The runs that are needed, as far as those that are known tell.
  package typealias Choice = (_ known: [String: StoredRun<L>]) -> [L.Configuration]
  /// Makes the runs of a plan that are missing.
  package typealias Training = (SweepPlan<L>) throws -> SweepSummary

  /// The sweep's name.
  package let name: String
  private let question: String
  private let axes: [SweepAxis]
  private let store: RunStore<L>

  /// Makes a sweep.
  ///
  /// - Parameters:
  ///   - name: letters, digits, `-`, `_`, `.`, as of any sweep.
  ///   - question: what its runs are chosen for; a sweep of this name that is there must be for the same.
  ///   - axes: what may vary.
  /// - Throws: `LabError.badConfiguration` for a name that cannot be a folder's.
  package init(
    name: String, question: String, axes: [SweepAxis], store: RunStore<L>
  ) throws(LabError) {
    self.name = try SweepPlan<L>.checkedName(name)
    self.question = question
    self.axes = axes
    self.store = store
  }

  /// A plan of some of its runs.
  package func plan(of runs: [L.Configuration]) -> SweepPlan<L> {
    SweepPlan(name: name, axes: axes, runs: runs, question: question)
  }

  /// Makes stage after stage until no more runs are needed.
  ///
  /// - Throws: `LabError` where the sweep's name belongs to another question or a result is damaged, and what `train`
  ///   throws.
  package func make(_ choose: Choice, train: Training) throws -> Outcome {
    let directory = SweepDirectory<L>(output: store.output, name: name)
    var known: [String: StoredRun<L>] = [:]
    while true {
      let runs = choose(known)
      let fresh = runs.filter { known[$0.runKey] == nil }
      if fresh.isEmpty { return .complete(known) }
      let summary = try train(directory.grow(to: plan(of: runs)))
      if summary.wasInterrupted { return .interrupted(summary) }
      // An earlier call may have asked for more runs, which the sweep has still.
      let needed = Set(runs.map(\.runKey))
      let failures = summary.failures.filter { needed.contains($0.runKey) }
      if !failures.isEmpty { return .failed(failures) }
      for run in fresh { known[run.runKey] = StoredRun(try FinishedRun(run, store: store)) }
    }
  }
}
