import LabBase
import LabRuns

/// Makes each run of a sweep in this process when it is given: for laboratories that have no program of their own.
package struct InProcessLauncher<L: Lab>: WorkerLauncher {
  private let worker: SweepWorker<L>

  /// Makes a launcher for the runs of a plan.
  package init(plan: SweepPlan<L>, store: RunStore<L>, lab: L) {
    worker = SweepWorker(plan: plan, store: store, lab: lab)
  }

  /// A worker that makes a run before ``LaunchedWorker/assign(_:)`` returns.
  package func launch(sweep: String, logPath: String) throws(LabError) -> any LaunchedWorker {
    InProcessWorker(worker)
  }

  private final class InProcessWorker: LaunchedWorker {
    let descriptor: Int32? = nil
    private let worker: SweepWorker<L>
    private var replies = [WorkerReply.ready]
    private var end: WorkerEnd?

    init(_ worker: SweepWorker<L>) { self.worker = worker }

    func assign(_ assignment: WorkerAssignment) {
      replies.append(worker.make(assignment, shouldStop: { false }))
    }

    func look() -> (replies: [WorkerReply], end: WorkerEnd?) {
      defer { replies = [] }
      return (replies, end)
    }

    func interrupt(_ signal: Int32) {}
    func dismiss() { end = .exit(0) }
  }
}
