/// What a worker says: a line of JSON on its standard output.
package enum WorkerReply: Codable, Equatable, Sendable {
  /// It has read the plan and found the data: whatever ends it from here on is a run's doing.
  case ready
  /// The run has its result, made now or before.
  case done(index: Int)
  /// The run was stopped with its state saved, or not begun.
  case stopped(index: Int)
  /// Another process is at the run.
  case held(index: Int)
  /// The run ended with an error.
  case failed(index: Int, reason: String)

  /// The run that it is about; nil of ``ready``.
  var index: Int? {
    switch self {
    case .ready: nil
    case .done(let index), .stopped(let index), .held(let index), .failed(let index, _): index
    }
  }
}
