import ArgumentParser
import LabRuns

/// Which outcomes of training are failures for the one who calls.
struct OutcomeFlag: ParsableArguments {
  /// From which outcome on a run counts as failed.
  enum Limit: String, CaseIterable, ExpressibleByArgument {
    case none, diverged, unfitted
  }

  @Option(
    name: .customLong("fail-on"),
    help: "End with exit code 3 where a run diverged, or is not fitted: none, diverged or unfitted.")
  var limit = Limit.none

  /// Whether an outcome is a failure.
  func fails(_ outcome: TrainingOutcome) -> Bool {
    switch limit {
    case .none: false
    case .diverged: outcome == .diverged
    case .unfitted: outcome != .fitted
    }
  }
}
