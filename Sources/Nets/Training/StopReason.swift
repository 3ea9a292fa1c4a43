/// Why a run ended.
public enum StopReason: String, Codable, Sendable {
  /// The loss reached the tolerance.
  case tolerance
  /// All steps were done.
  case stepLimit = "step-limit"
  /// The loss became infinite or not a number, or grew a million times above its start: a result, not an error.
  case diverged
  /// A validation part was not known better for too long.
  case patience
  /// Someone asked to stop; the run can go on from its checkpoint.
  case interrupted
}
