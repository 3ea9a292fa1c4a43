import Foundation
import LabBase

/// A place at which a worker of a sweep is at work.
struct WorkerSeat {
  /// The worker.
  let worker: any LaunchedWorker
  /// Where its standard error goes.
  let logPath: String
  /// The run that it is at; nil of one that has none.
  var index: Int?
  /// Whether it was let go.
  var isDismissed = false
  /// Whether it has said that it is ready: whatever ends it from then on is a run's doing.
  var isReady = false

  /// The last line that the worker said since it was started; nil where it said nothing.
  var lastWords: String? {
    (try? AtomicFile.read(logPath)).flatMap { log in
      String(decoding: log, as: UTF8.self).split(separator: "\n").last.map(String.init)
    }
  }

  /// Removes the log of a worker that said nothing.
  func removeEmptyLog() {
    if lastWords == nil { unlink(logPath) }
  }
}
