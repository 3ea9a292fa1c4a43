import Foundation
import LabBase
import LabRuns

/// Follows the runs of a sweep while it goes: how far each is, and how long the rest will take.
struct SweepTracker<L: Lab> {
  private let plan: SweepPlan<L>
  private let store: RunStore<L>
  private let workers: Int
  private let order: [Int]
  /// By place in the plan; a run that failed is no longer among them.
  private var observations: [Int: RunObservation]
  private var starts: [Int: (instant: ContinuousClock.Instant, seconds: Double)] = [:]
  private var secondsLeft: Double?
  private var nextEstimate = ContinuousClock.now

  /// Follows the runs of some places in the plan, in the order in which they will be started.
  init(plan: SweepPlan<L>, store: RunStore<L>, order: [Int], workers: Int) {
    self.plan = plan
    self.store = store
    self.order = order
    self.workers = workers
    let words = L.Configuration.settings.settings.filter { $0.naming == .word }
    observations = Dictionary(
      uniqueKeysWithValues: order.map { index in
        let run = plan.runs[index]
        let kind = words.map { $0.text(run) }.joined(separator: " ")
        return (index, RunObservation(kind: kind, cost: run.cost.seconds, steps: run.steps))
      })
  }

  /// Notes that a run was started; what an attempt before has saved is not this go's work.
  mutating func start(_ index: Int) {
    let directory = store.directory(plan.runs[index].runKey)
    let isSaved = FileManager.default.fileExists(atPath: directory.file("state.safetensors"))
    let status = isSaved ? directory.status : nil
    starts[index] = (.now, status?.seconds ?? 0)
    observations[index]?.state = .running
    observations[index]?.stepsBefore = status?.steps ?? 0
    observations[index]?.stepsDone = status?.steps ?? 0
  }

  /// Notes that a run came to its end, or failed.
  mutating func end(_ index: Int, isDone: Bool) {
    look(index)
    observations[index]?.state = .done
    if !isDone { observations[index] = nil }
    nextEstimate = min(nextEstimate, .now + .milliseconds(500))
  }

  /// Notes that a run is to be made again, or later.
  mutating func putBack(_ index: Int) {
    starts[index] = nil
    observations[index]?.state = .pending
  }

  /// Seconds until all is done, as far as that can be told; looked at anew every two seconds, of a very long plan less
  /// often.
  mutating func estimate() -> Double? {
    let now = ContinuousClock.now
    if now >= nextEstimate {
      for index in starts.keys where observations[index]?.state == .running { look(index) }
      secondsLeft = SweepEstimate(order.compactMap { observations[$0] }, workers: workers).secondsLeft
      let end = ContinuousClock.now
      nextEstimate = end + max(.seconds(2), (end - now) * 50)
    }
    return secondsLeft
  }

  /// Reads what a run's process has left word of.
  private mutating func look(_ index: Int) {
    guard let start = starts[index] else { return }
    observations[index]?.wallSeconds = (ContinuousClock.now - start.instant).seconds
    guard let status = store.directory(plan.runs[index].runKey).status else { return }
    observations[index]?.stepsDone = status.steps
    observations[index]?.trainingSeconds = max(0, status.seconds - start.seconds)
  }
}
