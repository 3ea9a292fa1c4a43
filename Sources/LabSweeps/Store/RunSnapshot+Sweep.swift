import LabRuns

extension RunSnapshot {
  /// The runs of a plan as they stand, in its order.
  package static func all(of plan: SweepPlan<L>, in store: RunStore<L>) -> [RunSnapshot] {
    plan.runs.map { RunSnapshot($0, in: store.directory($0.runKey)) }
  }
}
