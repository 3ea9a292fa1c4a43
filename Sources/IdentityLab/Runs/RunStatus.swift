/// Where a run stands: status.json, the only file of a run that holds times and the machine.
public struct RunStatus: Codable, Equatable, Sendable {
  /// The states of a run.
  public enum State: String, Codable, Sendable {
    /// A process is at it.
    case running
    /// Stopped in the middle with its state saved; the same command goes on.
    case checkpointed
    /// result.json is there.
    case done
    /// Ended by an error or a crash.
    case failed
  }

  /// The state.
  public var state: State
  /// How many processes have started on it.
  public var attempt: Int
  /// Name of the machine.
  public var host: String
  /// Process number.
  public var pid: Int32
  /// Last sign of life, ISO 8601, UTC.
  public var heartbeat: String
  /// Start of the first attempt, ISO 8601, UTC.
  public var started: String
  /// Seconds spent in training steps, all attempts together.
  public var seconds: Double
  /// Updates done.
  public var steps: Int
  /// Why it failed; nil otherwise.
  public var message: String?

  /// Milliseconds a training step took on average; nil before the first.
  public var millisecondsPerStep: Double? {
    steps > 0 ? seconds * 1000 / Double(steps) : nil
  }
}
