import Foundation
import LabBase
import LabRuns

/// Brings the runs of a plan to their end on this machine, several at a time.
///
/// A worker that crashes costs its run's last minute and nothing else. Runs that are done already are not touched. The
/// others are started in the order of their keys, which are digests: whatever varies along the plan, those that come
/// first are a fair sample, so that what the rest will take and where the sweep fails is known early.
package struct SweepRunner<L: Lab> {
  private let plan: SweepPlan<L>
  private let store: RunStore<L>
  private let launcher: any RunLauncher
  private let jobs: Int
  private let policy: FailurePolicy
  private let memory: Double

  /// Makes a runner.
  ///
  /// - Parameters:
  ///   - launcher: starts each run.
  ///   - jobs: how many at a time, at least 1.
  ///   - memory: bytes that they may use together; by default what this process may.
  package init(
    plan: SweepPlan<L>, store: RunStore<L>, launcher: any RunLauncher, jobs: Int,
    policy: FailurePolicy = .keepGoing, memory: Double = MachineMemory.available
  ) {
    precondition(jobs >= 1, "\(jobs) workers")
    self.plan = plan
    self.store = store
    self.launcher = launcher
    self.jobs = jobs
    self.policy = policy
    self.memory = memory
  }

  /// Runs what is not done, then writes the tables.
  ///
  /// - Parameters:
  ///   - stopSignal: asked all the time; a signal number is passed on to the workers, which save their state.
  ///   - onProgress: called when a run starts or ends and every half second.
  /// - Throws: `LabError` where so many jobs do not fit the memory, the sweep's files cannot be written or a worker
  ///   cannot be started; workers that are at it then end their runs first.
  package func run(
    stopSignal: () -> Int32? = { nil }, onProgress: (SweepSummary) -> Void = { _ in }
  ) throws(LabError) -> SweepSummary {
    let directory = SweepDirectory<L>(output: store.output, name: plan.name)
    let keys = plan.runs.map(\.runKey)
    var pending = keys.indices.filter { store.directory(keys[$0]).record == nil }.sorted {
      keys[$0] < keys[$1]
    }[...]
    try checkMemory(pending.map { plan.runs[$0].cost.memory })
    try directory.freeze(plan)
    var summary = SweepSummary(total: keys.count, done: keys.count - pending.count)
    var running: [(index: Int, process: any LaunchedRun)] = []
    try AtomicFile.makeFolders(directory.file("logs"), for: directory.file("logs"))
    onProgress(summary)
    var tracker = SweepTracker(plan: plan, store: store, order: Array(pending), workers: jobs)
    var sinceProgress = 0
    var startError: LabError?
    while !pending.isEmpty || !running.isEmpty {
      if !summary.wasInterrupted, let signal = stopSignal() {
        summary.wasInterrupted = true
        running.forEach { $0.process.interrupt(signal) }
      }
      if summary.wasInterrupted || startError != nil || (policy == .failFast && !summary.failures.isEmpty) {
        pending = []
      }
      while running.count < jobs, let index = pending.popFirst() {
        do throws(LabError) {
          tracker.start(index)
          running.append((index, try start(index, directory)))
          sinceProgress = .max
        } catch {
          startError = error
          pending = []
        }
      }
      running.removeAll { index, process in
        guard let end = process.poll() else { return false }
        finish(index, end, directory, &summary)
        tracker.end(index, isDone: store.directory(keys[index]).record != nil)
        sinceProgress = .max
        return true
      }
      summary.running = running.count
      if sinceProgress >= 25 {
        sinceProgress = 0
        summary.active = running.map(\.index).sorted().map { index in
          RunActivity(index: index, plan.runs[index], store.directory(keys[index]), readsLoss: false)
        }
        summary.secondsLeft = tracker.estimate()
        onProgress(summary)
      } else {
        sinceProgress += 1
      }
      if !running.isEmpty { usleep(20_000) }
    }
    (summary.active, summary.secondsLeft) = ([], nil)
    onProgress(summary)
    summary.failures.sort { $0.index < $1.index }
    // The plan may have been extended since this one was made.
    try SweepTables(plan: directory.plan(), store: store).write()
    if let startError { throw startError }
    return summary
  }

  /// Requires that the largest pending runs fit the memory, should they come to run side by side.
  ///
  /// A run that does not fit alone is its own error, whatever the number of jobs: it is not counted.
  private func checkMemory(_ costs: [Double]) throws(LabError) {
    let largest = costs.filter { $0 <= memory }.sorted(by: >).prefix(jobs)
    guard largest.count > 1, largest.reduce(0, +) > memory else { return }
    var (fitting, sum) = (0, 0.0)
    for cost in largest {
      sum += cost
      if sum > memory { break }
      fitting += 1
    }
    fitting = max(1, fitting)
    throw .badConfiguration(
      key: "--jobs",
      found: "\(jobs), whose runs may need \(MachineMemory.text(largest.reduce(0, +))) together",
      expected: "at most \(fitting), for there are \(MachineMemory.text(memory))")
  }

  private func start(_ index: Int, _ directory: SweepDirectory<L>) throws(LabError) -> any LaunchedRun {
    try launcher.launch(
      sweep: plan.name, index: index, logPath: directory.file("logs/\(index).txt"))
  }

  private func finish(
    _ index: Int, _ end: RunEnd, _ directory: SweepDirectory<L>, _ summary: inout SweepSummary
  ) {
    let runKey = plan.runs[index].runKey
    let logPath = directory.file("logs/\(index).txt")
    if store.directory(runKey).record != nil {
      summary.done += 1
      try? FileManager.default.removeItem(atPath: logPath)
      return
    }
    if summary.wasInterrupted {
      if store.directory(runKey).state == .checkpointed { summary.checkpointed += 1 }
      return
    }
    let said = (try? AtomicFile.read(logPath)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let lastLine = said.split(separator: "\n").last.map(String.init)
    let reason =
      switch end {
      case .exit(let code): lastLine ?? "exit code \(code)"
      case .signal(let signal): "killed by signal \(signal)" + (lastLine.map { " (\($0))" } ?? "")
      case .unknown: lastLine ?? "ended without a result"
      }
    summary.failures.append(RunFailure(index: index, runKey: runKey, reason: reason))
  }
}
