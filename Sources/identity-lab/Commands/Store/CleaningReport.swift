import LabFigures
import LabRuns

/// What `runs clean` finds, and what it removed.
struct CleaningReport: Encodable {
  /// A run that could go.
  struct Run: Encodable {
    let runKey: String
    let lab: String
    let state: String
    let reasons: [CleaningReason]
    let bytes: Int
  }

  private(set) var runs: [Run] = []
  private(set) var leftovers: [Leftover] = []
  private(set) var skipped: [PackingReport.Skipped] = []
  /// Whether something was removed, or only looked for.
  private(set) var isDryRun = true
  /// Bytes that were freed.
  private(set) var freed = 0

  /// Looks for a laboratory's runs that could go for some reasons.
  ///
  /// - Returns: what kept it from knowing which runs are referenced, a sentence each; then none is unreferenced.
  mutating func look<L: ProgramLab>(for reasons: Set<CleaningReason>, in store: RunStore<L>) -> [String] {
    let references = reasons.contains(.unreferenced) ? RunReferences<L>(output: store.output) : nil
    for directory in store.ownRuns(unmarked: false) {
      guard let configuration = try? directory.configuration() else { continue }
      let run = StoredRun(configuration, in: directory)
      if run.state == RunStatus.State.running.rawValue { continue }
      var found: [CleaningReason] = []
      if run.state == RunStatus.State.failed.rawValue { found.append(.failed) }
      if let references, references.problems.isEmpty, !references.contains(configuration) {
        found.append(.unreferenced)
      }
      if configuration.numerics < configuration.presentNumerics { found.append(.superseded) }
      found.removeAll { !reasons.contains($0) }
      guard !found.isEmpty else { continue }
      runs.append(
        Run(runKey: run.runKey, lab: L.name, state: run.state, reasons: found, bytes: directory.bytes))
    }
    return references?.problems ?? []
  }

  /// Looks for files that a crash or a damage left behind.
  mutating func lookForLeftovers(below output: String) { leftovers = Leftover.all(below: output) }

  /// Removes what was found of a laboratory, but for runs that somebody is at by now.
  mutating func remove<L: ProgramLab>(in store: RunStore<L>) throws {
    isDryRun = false
    let own = runs.filter { $0.lab == L.name }
    let report = try RunPacker<L>(output: store.output).remove(own.map { store.directory($0.runKey) })
    skipped += report.skipped.map { PackingReport.Skipped(runKey: $0.runKey, reason: $0.reason) }
    let removed = Set(report.runKeys)
    freed += own.filter { removed.contains($0.runKey) }.reduce(0) { $0 + $1.bytes }
  }

  /// Removes the leftovers that were found.
  mutating func removeLeftovers() {
    isDryRun = false
    freed += leftovers.filter { $0.remove() }.reduce(0) { $0 + $1.bytes }
  }

  /// A row a run and a file.
  var table: TextTable {
    TextTable(
      [
        TextTable.Column(title: "what", isLeft: true, rank: 0), TextTable.Column(title: "lab", isLeft: true),
        TextTable.Column(title: "state", isLeft: true),
        TextTable.Column(title: "reasons", isLeft: true, rank: 0),
        TextTable.Column(title: "size", rank: 0),
      ],
      rows: runs.map { run in
        [
          run.runKey, run.lab, run.state, run.reasons.map(\.rawValue).joined(separator: ", "),
          Terminal.bytes(run.bytes),
        ]
      }
        + leftovers.map { [$0.path, ValueText.none, ValueText.none, $0.reason, Terminal.bytes($0.bytes)] })
  }

  /// How much there is for each reason; what has several counts for each.
  var totals: [String] {
    CleaningReason.allCases.compactMap { reason in
      let some = runs.filter { $0.reasons.contains(reason) }
      return some.isEmpty
        ? nil
        : "\(reason.rawValue): \(Terminal.count(some.count, "run")), \(Terminal.bytes(some.reduce(0) { $0 + $1.bytes }))"
    }
      + (leftovers.isEmpty
        ? []
        : [
          "leftovers: \(Terminal.count(leftovers.count, "file")), "
            + Terminal.bytes(leftovers.reduce(0) { $0 + $1.bytes })
        ])
  }
}
