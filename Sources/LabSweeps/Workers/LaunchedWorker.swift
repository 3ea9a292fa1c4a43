/// A worker that was started: it takes run after run until it is dismissed.
package protocol LaunchedWorker: AnyObject {
  /// Where its replies arrive, for poll(2); nil of one that has answered before ``assign(_:)`` returns.
  var descriptor: Int32? { get }

  /// Gives it a run; a worker that is gone takes none, which ``look()`` tells.
  func assign(_ assignment: WorkerAssignment)

  /// What it has said since it was last looked at, and how it ended; nil while it lives.
  func look() -> (replies: [WorkerReply], end: WorkerEnd?)

  /// Asks it to save the state of its run.
  func interrupt(_ signal: Int32)

  /// Lets it go: it ends after the run that it is at.
  func dismiss()
}
