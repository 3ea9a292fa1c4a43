import Foundation
import LabBase

/// The workers of a sweep, and the runs that they are given.
struct WorkerCrew {
  /// What came of a run.
  enum Outcome: Equatable {
    /// It has its result.
    case done(Int)
    /// It will be given to a worker again: another process is at it, or its worker crashed for the first time.
    case givenBack(Int)
    /// Its state was saved because someone asked to stop.
    case stopped(Int)
    /// It is not made, for no more runs are given out.
    case left(Int)
    /// It failed, or its worker crashed for the second time.
    case failed(Int, String)
  }

  /// Why no worker can be started; nil as long as they can.
  private(set) var startError: LabError?

  private let sweep: String
  private let launcher: any WorkerLauncher
  private let jobs: Int
  private let policy: FailurePolicy
  private let logs: String
  private let keys: [String]
  private var queue: RunQueue
  private var seats: [WorkerSeat] = []
  private var launches = 0
  private var isInterrupted = false

  /// A crew without workers.
  ///
  /// - Parameters:
  ///   - logs: the folder of the workers' logs.
  ///   - keys: those of all runs of the plan, in its order.
  ///   - order: the runs, by their place in the plan, in the order in which they are to be made.
  init(
    sweep: String, launcher: any WorkerLauncher, jobs: Int, policy: FailurePolicy, logs: String,
    keys: [String],
    order: [Int]
  ) {
    self.sweep = sweep
    self.launcher = launcher
    self.jobs = jobs
    self.policy = policy
    self.logs = logs
    self.keys = keys
    queue = RunQueue(order)
  }

  /// Whether all workers are gone.
  var isEmpty: Bool { seats.isEmpty }

  /// The runs that workers are at, by their place in the plan, rising.
  var active: [Int] { seats.compactMap(\.index).sorted() }

  /// Has every worker save the state of its run, and gives out no other.
  mutating func interrupt(_ signal: Int32) {
    isInterrupted = true
    queue.close()
    for seat in seats { seat.worker.interrupt(signal) }
  }

  /// Gives runs to workers that have none, starting workers as long as there are runs for them; those for whom none is
  /// left are let go.
  ///
  /// - Returns: the runs that were given out.
  mutating func assign() -> [Int] {
    var assigned: [Int] = []
    for place in seats.indices where seats[place].index == nil && !seats[place].isDismissed {
      assigned += assign(toSeat: place)
    }
    while seats.count < jobs, !queue.isEmpty {
      do {
        seats.append(try start())
        assigned += assign(toSeat: seats.count - 1)
      } catch {
        giveUp(error)
      }
    }
    return assigned
  }

  /// Waits until a worker says something, a signal comes or the time is over.
  func wait(milliseconds: Int32) {
    var sources = seats.compactMap(\.worker.descriptor).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    // A worker whose last words were heard is about to be gone.
    if sources.count == seats.count {
      _ = poll(&sources, nfds_t(sources.count), milliseconds)
    } else {
      usleep(500)
    }
  }

  /// What came of runs since it was last asked.
  mutating func outcomes() -> [Outcome] {
    var outcomes: [Outcome] = []
    for place in seats.indices.reversed() {
      let (replies, end) = seats[place].worker.look()
      for reply in replies { outcomes += take(reply, atSeat: place) }
      guard let end else { continue }
      let seat = seats.remove(at: place)
      outcomes += lose(seat, end)
      seat.removeEmptyLog()
    }
    if policy == .failFast, outcomes.contains(where: { if case .failed = $0 { true } else { false } }) {
      queue.close()
    }
    return outcomes
  }

  private mutating func start() throws(LabError) -> WorkerSeat {
    launches += 1
    // Another sweep of this name may have removed it.
    try AtomicFile.makeFolders(logs, for: logs)
    let logPath = "\(logs)/worker-\(getpid())-\(launches).txt"
    return try WorkerSeat(logPath: logPath) { () throws(LabError) in
      try launcher.launch(sweep: sweep, logPath: logPath)
    }
  }

  private mutating func assign(toSeat place: Int) -> [Int] {
    guard let (index, waits) = queue.next() else {
      seats[place].isDismissed = true
      seats[place].worker.dismiss()
      return []
    }
    seats[place].index = index
    seats[place].worker.assign(WorkerAssignment(index: index, runKey: keys[index], waits: waits))
    return [index]
  }

  private mutating func take(_ reply: WorkerReply, atSeat place: Int) -> [Outcome] {
    if reply == .ready { seats[place].isReady = true }
    // A worker speaks of the run that it was given.
    guard let index = seats[place].index, reply.index == index else { return [] }
    seats[place].index = nil
    switch reply {
    case .ready: return []
    case .done: return [.done(index)]
    case .stopped: return [.stopped(index)]
    case .failed(_, let reason): return [.failed(index, reason)]
    case .held:
      if queue.isClosed { return [givenUp(index)] }
      queue.putBack(held: index)
      return [.givenBack(index)]
    }
  }

  /// What comes of the run of a worker that is gone.
  private mutating func lose(_ seat: WorkerSeat, _ end: WorkerEnd) -> [Outcome] {
    let lastWords = seat.lastWords
    if !seat.isReady, !isInterrupted {
      giveUp(
        .unavailable(what: "a worker process, which \(end.text)", advice: lastWords ?? "it said nothing"))
    }
    guard let index = seat.index else { return [] }
    if queue.isClosed { return [givenUp(index)] }
    if queue.putBack(crashed: index) { return [.givenBack(index)] }
    let reason = "its worker \(end.text), twice" + (lastWords.map { " (\($0))" } ?? "")
    return [.failed(index, reason)]
  }

  /// What comes of a run that no worker has any more, once no more are given out.
  private func givenUp(_ index: Int) -> Outcome { isInterrupted ? .stopped(index) : .left(index) }

  private mutating func giveUp(_ error: LabError) {
    startError = startError ?? error
    queue.close()
  }
}
