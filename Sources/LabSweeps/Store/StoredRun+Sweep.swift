import LabRuns

extension StoredRun {
  /// The runs of a plan as they stand, in its order.
  package static func all(of plan: SweepPlan<L>, in store: RunStore<L>) -> [StoredRun] {
    plan.runs.map { StoredRun($0, in: store.directory($0.runKey)) }
  }
}
