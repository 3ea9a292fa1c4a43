import Foundation
import LabBase

/// A place at which a worker of a sweep is at work.
struct WorkerSeat {
  /// The worker.
  let worker: any LaunchedWorker
  /// The run that it is at; nil of one that has none.
  var index: Int?
  /// Whether it was let go.
  var isDismissed = false
  /// Whether it has said that it is ready: whatever ends it from then on is a run's doing.
  var isReady = false

  private let logPath: String
  /// Bytes that the log had before; another machine's worker, or one of an earlier sweep, may have had its name.
  private let logStart: Int

  /// Starts a worker whose standard error goes to the end of a log.
  init(logPath: String, launch: () throws(LabError) -> any LaunchedWorker) throws(LabError) {
    self.logPath = logPath
    logStart = (try? AtomicFile.read(logPath).count) ?? 0
    worker = try launch()
  }

  /// The last line that the worker said; nil where it said nothing.
  var lastWords: String? {
    (try? AtomicFile.read(logPath)).flatMap { log in
      String(decoding: log.dropFirst(logStart), as: UTF8.self).split(separator: "\n").last.map(String.init)
    }
  }

  /// Removes the log where nobody has said anything in it.
  func removeEmptyLog() {
    if (try? AtomicFile.read(logPath))?.isEmpty == true { unlink(logPath) }
  }
}
