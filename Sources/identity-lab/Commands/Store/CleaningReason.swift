import LabRuns

/// Why a stored run could go.
enum CleaningReason: String, CaseIterable, Encodable {
  /// It ended by an error or a crash.
  case failed
  /// No plan of a sweep and no picture speaks of it.
  case unreferenced
  /// It was made with arithmetic that a new run of its settings would not have.
  case superseded
}
