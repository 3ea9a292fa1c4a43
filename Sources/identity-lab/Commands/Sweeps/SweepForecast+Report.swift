import Foundation
import LabSweeps

extension SweepForecast: PrintedReport {
  /// An object of `--dry-run`.
  var schema: OutputSchema { .sweepForecast }

  /// How many runs, how long and how large.
  var lines: [String] {
    [
      "sweep \(name): \(Terminal.count(runs, "run")), \(done) done already",
      "  at most \(Terminal.duration(secondsAtMost)) on \(Terminal.count(jobs, "worker")) (all steps; most runs reach "
        + "their tolerance before), \(String(format: "%.1f", diskBytes / 1e6)) MB on disk",
    ]
  }
}
