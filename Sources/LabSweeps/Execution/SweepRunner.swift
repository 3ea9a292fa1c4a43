import Foundation
import LabBase
import LabRuns

/// Brings the runs of a plan to their end on this machine, several at a time.
///
/// Workers take run after run. One that crashes costs its run's last minute and nothing else: the run is given to a new
/// worker once, and then set aside as failed. Runs that are done already are not touched, those that another process is
/// at come last. A fair sample is made first, and then the longest (`SweepOrder`).
package struct SweepRunner<L: Lab> {
  private let plan: SweepPlan<L>
  private let store: RunStore<L>
  private let launcher: any WorkerLauncher
  private let jobs: Int
  private let lowersJobs: Bool
  private let policy: FailurePolicy
  private let memory: Double

  /// Makes a runner.
  ///
  /// - Parameters:
  ///   - launcher: starts workers.
  ///   - jobs: how many at a time, at least 1.
  ///   - lowersJobs: whether fewer are started where so many do not fit the memory, instead of none.
  ///   - memory: bytes that they may use together; by default what this process may.
  package init(
    plan: SweepPlan<L>, store: RunStore<L>, launcher: any WorkerLauncher, jobs: Int,
    lowersJobs: Bool = false, policy: FailurePolicy = .keepGoing, memory: Double = MachineMemory.available
  ) {
    precondition(jobs >= 1, "\(jobs) workers")
    self.plan = plan
    self.store = store
    self.launcher = launcher
    self.jobs = jobs
    self.lowersJobs = lowersJobs
    self.policy = policy
    self.memory = memory
  }

  /// Runs what is not done, then writes the tables.
  ///
  /// - Parameters:
  ///   - stopSignal: asked all the time; a signal number is passed on to the workers, which save their state.
  ///   - onProgress: called when runs start or end, at most ten times a second, and every half second.
  /// - Throws: `LabError` where so many jobs do not fit the memory, the sweep's files cannot be written or a worker
  ///   cannot be started; workers that are at it then end their runs first.
  package func run(
    stopSignal: () -> Int32? = { nil }, onProgress: (SweepSummary) -> Void = { _ in }
  ) throws(LabError) -> SweepSummary {
    let directory = SweepDirectory<L>(output: store.output, name: plan.name)
    // Before anything is written.
    let missing = plan.runs.filter { store.record(of: $0) == nil }
    let jobs = try allowedJobs(missing.map(\.cost.memory))
    let plan = try directory.freeze(plan)
    let keys = plan.runs.map(\.runKey)
    let pending = SweepOrder.places(of: Set(missing.map(\.runKey)), in: plan, keys: keys)
    let logs = directory.file("logs")
    try AtomicFile.makeFolders(logs, for: logs)
    var crew = WorkerCrew(
      sweep: plan.name, launcher: launcher, jobs: jobs, policy: policy, logs: logs, keys: keys, order: pending
    )
    var summary = SweepSummary(total: keys.count, done: keys.count - pending.count)
    summary.jobs = jobs
    var tracker = SweepTracker(plan: plan, store: store, order: pending, workers: jobs)
    var report = ProgressPace()
    onProgress(summary)
    while true {
      if !summary.wasInterrupted, let signal = stopSignal() {
        summary.wasInterrupted = true
        crew.interrupt(signal)
      }
      for index in crew.assign() {
        tracker.start(index)
        report.noteChange()
      }
      if crew.isEmpty { break }
      crew.wait(milliseconds: 100)
      for outcome in crew.outcomes() {
        report.noteChange()
        switch outcome {
        case .done(let index):
          summary.done += 1
          tracker.end(index, isDone: true)
        case .givenBack(let index):
          tracker.putBack(index)
        case .stopped(let index):
          if store.directory(keys[index]).state == .checkpointed { summary.checkpointed += 1 }
          tracker.end(index, isDone: false)
          // Whoever asks a worker to stop means the sweep.
          if !summary.wasInterrupted {
            summary.wasInterrupted = true
            crew.interrupt(SIGTERM)
          }
        case .left(let index): tracker.end(index, isDone: false)
        case .failed(let index, let reason):
          summary.failures.append(RunFailure(index: index, runKey: keys[index], reason: reason))
          tracker.end(index, isDone: false)
        }
      }
      if report.isDue {
        let active = crew.active
        summary.running = active.count
        summary.active = active.map { index in
          RunActivity(index: index, plan.runs[index], store.directory(keys[index]), readsLoss: false)
        }
        summary.secondsLeft = tracker.estimate()
        onProgress(summary)
      }
    }
    (summary.running, summary.active, summary.secondsLeft) = (0, [], nil)
    onProgress(summary)
    summary.failures.sort { $0.index < $1.index }
    // Where nobody had anything to say there are no logs.
    rmdir(logs)
    // The plan may have been extended since this one was made.
    try SweepTables(plan: directory.plan(), store: store).write()
    if let error = crew.startError { throw error }
    return summary
  }

  /// How many workers there will be.
  private func allowedJobs(_ costs: [Double]) throws(LabError) -> Int {
    let memory = WorkerMemory(available: memory, held: L.heldBytes)
    if !lowersJobs { try memory.check(costs, jobs: jobs) }
    return memory.fitting(costs, jobs: jobs)
  }
}
