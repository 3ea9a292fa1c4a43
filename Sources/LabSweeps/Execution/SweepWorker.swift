import LabBase
import LabRuns

/// Makes runs of a frozen plan in this process, one after another: what a worker does, and everybody's share.
package struct SweepWorker<L: Lab> {
  private let plan: SweepPlan<L>
  private let executor: RunExecutor<L>
  private let lab: L

  /// Makes a worker of a plan.
  package init(plan: SweepPlan<L>, store: RunStore<L>, lab: L) {
    self.plan = plan
    self.lab = lab
    executor = RunExecutor(store: store)
  }

  /// Makes some of the plan's runs; those that another process is at are waited for.
  ///
  /// - Returns: whether all are done; false where `shouldStop` said so and the state was saved.
  /// - Throws: `LabError` of the first run that fails.
  package func work(_ indices: some Sequence<Int>, shouldStop: () -> Bool) throws -> Bool {
    for index in indices {
      let outcome = try executor.run(
        plan.runs[index], lab: lab, waitsForOthers: true, shouldStop: shouldStop)
      if case .checkpointed = outcome { return false }
    }
    return true
  }

  /// The place of one run.
  ///
  /// - Throws: `LabError.badConfiguration` where the plan has no such place.
  package func index(_ index: Int) throws(LabError) -> [Int] {
    guard plan.runs.indices.contains(index) else {
      throw .badConfiguration(key: "--run", found: "\(index)", expected: "0 to \(plan.runs.count - 1)")
    }
    return [index]
  }
}
