import LabRuns

/// What `runs pack` and `runs unpack` print with `--json`.
struct PackingReport: Encodable {
  /// A run that was left as it is.
  struct Skipped: Encodable {
    let runKey: String
    let reason: String
  }

  private(set) var runs: [String] = []
  private(set) var files = 0
  private(set) var skipped: [Skipped] = []

  /// Adds what was done with the runs of a laboratory.
  mutating func add<L: ProgramLab>(_ report: RunPacker<L>.Report) {
    runs += report.runKeys
    files += report.files
    skipped += report.skipped.map { Skipped(runKey: $0.runKey, reason: $0.reason) }
  }

  /// Prints it.
  ///
  /// - Parameter done: what was done with the runs: `packed`.
  func print(_ done: String, asJSON: Bool) {
    if asJSON {
      Terminal.json(self, as: .runPacking)
    } else {
      Terminal.result("\(done) \(Terminal.count(runs.count, "run")), \(Terminal.count(files, "file"))")
    }
    for run in skipped { Terminal.error("run \(run.runKey) was left: \(run.reason)") }
  }
}
