import LabBase
import LabRuns

/// Makes runs of a frozen plan in this process, one after another: what a worker does, and everybody's share.
///
/// Data sets and batteries are made once and kept by the laboratory, within its limit.
package struct SweepWorker<L: Lab> {
  private let count: Int
  private let run: (Int) throws(LabError) -> L.Configuration
  private let executor: RunExecutor<L>
  private let lab: L

  /// Makes a worker of a plan.
  package init(plan: SweepPlan<L>, store: RunStore<L>, lab: L) {
    self.init(count: plan.runs.count, store: store, lab: lab) { plan.runs[$0] }
  }

  /// Makes a worker of a plan of whose runs it reads those that it makes.
  package init(_ manifest: SweepManifest<L>, store: RunStore<L>, lab: L) {
    self.init(count: manifest.count, store: store, lab: lab) { index throws(LabError) in
      try manifest.run(at: index)
    }
  }

  private init(
    count: Int, store: RunStore<L>, lab: L, run: @escaping (Int) throws(LabError) -> L.Configuration
  ) {
    self.count = count
    self.run = run
    self.lab = lab
    executor = RunExecutor(store: store)
  }

  /// Makes one run.
  ///
  /// - Parameter shouldStop: asked at every step; true saves the run's state.
  /// - Returns: what came of it; an error is one of the run's.
  package func make(_ assignment: WorkerAssignment, shouldStop: () -> Bool) -> WorkerReply {
    let index = assignment.index
    guard (0..<count).contains(index) else {
      return .failed(index: index, reason: "the plan has no run \(index), only 0 to \(count - 1)")
    }
    do {
      let configuration = try run(index)
      if let runKey = assignment.runKey, configuration.runKey != runKey {
        return .failed(index: index, reason: "the sweep's plan has another run here, \(configuration.runKey)")
      }
      switch try executor.run(
        configuration, lab: lab, waitsForOthers: assignment.waits, shouldStop: shouldStop)
      {
      case .done: return .done(index: index)
      case .checkpointed: return .stopped(index: index)
      case .held: return assignment.waits ? .stopped(index: index) : .held(index: index)
      }
    } catch {
      return .failed(index: index, reason: "\(error)")
    }
  }

  /// Makes some of the plan's runs.
  ///
  /// Those that another process is at come last, and are waited for; a run that fails does not keep the others from being
  /// made.
  ///
  /// - Parameter shouldStop: asked at every step; true saves the run's state and begins no other.
  package func work(_ indices: some Sequence<Int>, shouldStop: () -> Bool) -> WorkReport {
    var queue = RunQueue(Array(indices))
    var report = WorkReport()
    while !shouldStop(), let (index, waits) = queue.next() {
      switch make(WorkerAssignment(index: index, waits: waits), shouldStop: shouldStop) {
      case .ready, .done: break
      case .stopped: report.isStopped = true
      case .held(let index): queue.putBack(held: index)
      case .failed(let index, let reason):
        report.failures.append(
          RunFailure(index: index, runKey: (try? run(index).runKey) ?? "", reason: reason))
      }
    }
    if shouldStop(), !queue.isEmpty { report.isStopped = true }
    report.failures.sort { $0.index < $1.index }
    return report
  }

  /// What to say before some runs are made: that one goes on from a state which another instruction set has made.
  package func warnings(_ indices: [Int]) -> [String] {
    indices.compactMap { index in
      (try? run(index)).flatMap { executor.store.directory($0.runKey).resumptionWarning }
    }
  }

  /// The place of one run.
  ///
  /// - Throws: `LabError.badConfiguration` where the plan has no such place.
  package func index(_ index: Int) throws(LabError) -> [Int] {
    guard (0..<count).contains(index) else {
      throw .badConfiguration(key: "--run", found: "\(index)", expected: "0 to \(count - 1)")
    }
    return [index]
  }
}
