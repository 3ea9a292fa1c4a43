import LabBase
import LabRuns

/// Makes each run of a sweep in this process when it is started: for laboratories that have no program of their own.
package struct InProcessLauncher<L: Lab>: RunLauncher {
  private let worker: SweepWorker<L>

  /// Makes a launcher for the runs of a plan.
  package init(plan: SweepPlan<L>, store: RunStore<L>, lab: L) {
    worker = SweepWorker(plan: plan, store: store, lab: lab)
  }

  /// Makes the run before it returns.
  package func launch(sweep: String, index: Int, logPath: String) throws(LabError) -> any LaunchedRun {
    do {
      return EndedRun(end: .exit(try worker.work([index], shouldStop: { false }) ? 0 : 75))
    } catch {
      try AtomicFile.write("\(error)\n", to: logPath)
      return EndedRun(end: .exit(1))
    }
  }

  private struct EndedRun: LaunchedRun {
    let end: RunEnd

    func poll() -> RunEnd? { end }
    func interrupt(_ signal: Int32) {}
  }
}
