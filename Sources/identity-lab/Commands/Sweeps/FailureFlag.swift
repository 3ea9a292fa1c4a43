import ArgumentParser
import LabSweeps

/// The failure policies as flags.
enum FailureFlag: String, EnumerableFlag {
  case keepGoing
  case failFast

  /// What to do when a run fails.
  var policy: FailurePolicy {
    switch self {
    case .keepGoing: .keepGoing
    case .failFast: .failFast
    }
  }
}
