import Foundation
import LabSweeps

extension SweepForecast: PrintedReport {
  /// An object of `--dry-run`.
  var schema: OutputSchema { .sweepForecast }

  /// How many runs, how long and how large.
  var lines: [String] {
    [
      "sweep \(name): \(Terminal.count(runs, "run")), \(done) done already",
      "  about \(Terminal.duration(secondsAtMost)) on \(Terminal.count(jobs, "worker")) if every run takes all its steps "
        + "(with AVX-512; portable kernels take some 1.5 to 3 times as long), "
        + "\(String(format: "%.1f", diskBytes / 1e6)) MB on disk",
    ]
  }
}
