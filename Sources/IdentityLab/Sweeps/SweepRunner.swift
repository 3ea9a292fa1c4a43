import Foundation

/// Brings the runs of a plan to their end on this machine: a pool of worker processes, one run each.
///
/// A worker that crashes costs its run's last minute and nothing else. Runs that are done already are not touched.
public struct SweepRunner {
  /// What to do when a run fails.
  public enum FailurePolicy: Sendable {
    /// Go on with the other runs.
    case keepGoing
    /// Start no further run.
    case failFast
  }

  /// How a sweep stands.
  public struct Summary: Equatable, Sendable {
    /// Runs in the plan.
    public var total: Int
    /// Runs that are done, those from before included.
    public var done: Int
    /// Runs at work.
    public var running = 0
    /// Indices of the runs that failed in this go, with their reasons.
    public var failures: [Failure] = []
    /// Whether someone asked to stop.
    public var wasInterrupted = false
  }

  /// One run's failure.
  public struct Failure: Codable, Equatable, Sendable {
    /// Place in the plan.
    public let index: Int
    /// The run's key.
    public let runKey: String
    /// What the worker said last, or how it died.
    public let reason: String
  }

  private let plan: SweepPlan
  private let store: RunStore
  private let worker: WorkerCommand
  private let jobs: Int
  private let policy: FailurePolicy

  /// Makes a runner.
  ///
  /// - Parameters:
  ///   - worker: the program that computes run INDEX of a sweep.
  ///   - jobs: how many at a time, at least 1.
  public init(
    plan: SweepPlan, store: RunStore, worker: WorkerCommand, jobs: Int, policy: FailurePolicy = .keepGoing
  ) {
    precondition(jobs >= 1, "\(jobs) workers")
    self.plan = plan
    self.store = store
    self.worker = worker
    self.jobs = jobs
    self.policy = policy
  }

  /// Runs what is not done, then writes the tables.
  ///
  /// - Parameters:
  ///   - stopSignal: asked all the time; a signal number is passed on to the workers, which save their state.
  ///   - onProgress: called when a run starts or ends and every half second.
  /// - Throws: `LabError` where the sweep's files cannot be written or a worker cannot be started; workers that
  ///   are at it then end their runs first.
  public func run(
    stopSignal: () -> Int32? = { nil }, onProgress: (Summary) -> Void = { _ in }
  ) throws(LabError) -> Summary {
    let directory = SweepDirectory(output: store.output, name: plan.name)
    try directory.freeze(plan)
    let keys = plan.runs.map(\.runKey)
    var pending = keys.indices.filter { store.directory(keys[$0]).record == nil }[...]
    var summary = Summary(total: keys.count, done: keys.count - pending.count)
    var running: [(index: Int, process: WorkerProcess)] = []
    try AtomicFile.makeFolders(directory.file("logs"), for: directory.file("logs"))
    onProgress(summary)
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
        sinceProgress = .max
        return true
      }
      summary.running = running.count
      if sinceProgress >= 25 {
        sinceProgress = 0
        onProgress(summary)
      } else {
        sinceProgress += 1
      }
      if !running.isEmpty { usleep(20_000) }
    }
    onProgress(summary)
    summary.failures.sort { $0.index < $1.index }
    try SweepTables(plan: plan, store: store).write()
    if let startError { throw startError }
    return summary
  }

  private func start(_ index: Int, _ directory: SweepDirectory) throws(LabError) -> WorkerProcess {
    try WorkerProcess(
      executable: worker.executable, arguments: worker.arguments(plan.name, index),
      logPath: directory.file("logs/\(index).txt"))
  }

  private func finish(
    _ index: Int, _ end: WorkerProcess.End, _ directory: SweepDirectory, _ summary: inout Summary
  ) {
    let runKey = plan.runs[index].runKey
    let logPath = directory.file("logs/\(index).txt")
    if store.directory(runKey).record != nil {
      summary.done += 1
      try? FileManager.default.removeItem(atPath: logPath)
      return
    }
    if summary.wasInterrupted { return }
    let said = (try? AtomicFile.read(logPath)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let lastLine = said.split(separator: "\n").last.map(String.init)
    let reason =
      switch end {
      case .exit(let code): lastLine ?? "exit code \(code)"
      case .signal(let signal): "killed by signal \(signal)" + (lastLine.map { " (\($0))" } ?? "")
      case .unknown: lastLine ?? "ended without a result"
      }
    summary.failures.append(Failure(index: index, runKey: runKey, reason: reason))
  }
}

/// The program that computes one run of a sweep: `identity-lab sweep work NAME --run INDEX …`.
public struct WorkerCommand: Equatable, Sendable {
  /// Path of the program.
  public let executable: String
  /// Arguments that every run gets: where the output and the data are.
  public let commonArguments: [String]

  /// Makes a command.
  public init(executable: String, commonArguments: [String]) {
    self.executable = executable
    self.commonArguments = commonArguments
  }

  func arguments(_ sweep: String, _ index: Int) -> [String] {
    ["sweep", "work", sweep, "--run", String(index)] + commonArguments
  }
}
