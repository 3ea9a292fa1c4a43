/// The kinds of JSON object that commands print with `--json`, each under a name with a version.
///
/// Guides/JSON.md describes every one, and a test holds the output of all commands to it. A new one is a case here, a
/// section there, and a call in that test. A version is raised when a field goes or changes its meaning, not for a new one.
enum OutputSchema: String, CaseIterable {
  case benchEpoch = "bench-epoch"
  case benchEpochLosses = "bench-epoch-losses"
  case benchLosses = "bench-losses"
  case benchMachine = "bench-machine"
  case benchMemory = "bench-memory"
  case benchPlans = "bench-plans"
  case benchStep = "bench-step"
  case boundary
  case boundaryForecast = "boundary-forecast"
  case classification
  case classifierEvaluation = "classifier-evaluation"
  case classifierRun = "classifier-run"
  case dataList = "data-list"
  case dataVerification = "data-verification"
  case doctor
  case evaluation
  case exploration
  case figureForecast = "figure-forecast"
  case figureList = "figure-list"
  case figures
  case files
  case film
  case filters
  case iteration
  case jacobian
  case kernel
  case receptive
  case reproduction
  case run
  case runCleaning = "run-cleaning"
  case runComparison = "run-comparison"
  case runList = "run-list"
  case runPacking = "run-packing"
  case runQuery = "run-query"
  case runTables = "run-tables"
  case search
  case sweepCancellation = "sweep-cancellation"
  case sweepForecast = "sweep-forecast"
  case sweepList = "sweep-list"
  case sweepRun = "sweep-run"
  case sweepStatus = "sweep-status"
  case sweepSubmission = "sweep-submission"
  case sweepTable = "sweep-table"

  /// The version of all of them.
  static let version = 1

  /// What the field `schema` of such an object says: `identity-lab/run/1`.
  var identifier: String { "identity-lab/\(rawValue)/\(Self.version)" }
}
