import LabBase
import LabRuns
import LabSweeps

extension Reproduction {
  /// Makes the picture again: trains the runs that are missing and draws it.
  ///
  /// - Parameters:
  ///   - isFresh: whether to train every run again, in a folder of this process's own that is removed afterwards.
  ///   - threads: how many share the arithmetic of asking nets.
  ///   - train: makes the runs of a plan that are missing in a store.
  /// - Throws: `LabError` where data are missing or other ones than the picture's.
  package func make(
    in store: RunStore<L>, lab: L, isFresh: Bool, threads: Int,
    train: (SweepPlan<L>, RunStore<L>) throws -> SweepSummary
  ) throws -> ReproductionOutcome {
    let plan = try plan(lab: lab)
    guard isFresh else { return try make(plan, store, lab, threads, train) }
    let folder = try ScratchFolder(in: store.output, prefix: "fresh-")
    defer { folder.remove() }
    for run in recipe.configurations { try lab.makeExperiment(run).keepInputs(below: folder.path) }
    return try make(plan, RunStore(output: folder.path), lab, threads, train)
  }

  private func make(
    _ plan: SweepPlan<L>, _ store: RunStore<L>, _ lab: L, _ threads: Int,
    _ train: (SweepPlan<L>, RunStore<L>) throws -> SweepSummary
  ) throws -> ReproductionOutcome {
    let missing = plan.runs.count { store.record(of: $0) == nil }
    if missing > 0 {
      let summary = try train(plan, store)
      if summary.wasInterrupted { return .interrupted }
      if let failure = summary.failures.first { return .failed(failure) }
    }
    let made = try draw(store: store, lab: lab, threads: threads)
    return .drawn(figure: made.figure, metadata: made.metadata, trained: missing)
  }
}
