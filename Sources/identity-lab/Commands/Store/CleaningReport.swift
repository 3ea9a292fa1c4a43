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
      let found = Self.found(of: reasons, for: run, references)
      guard !found.isEmpty else { continue }
      runs.append(
        Run(runKey: run.runKey, lab: L.name, state: run.state, reasons: found, bytes: directory.bytes))
    }
    return references?.problems ?? []
  }

  /// Those of some reasons that hold for a run that no other process is at.
  private static func found<L: ProgramLab>(
    of reasons: Set<CleaningReason>, for run: StoredRun<L>, _ references: RunReferences<L>?
  ) -> [CleaningReason] {
    var found: [CleaningReason] = []
    // A killed process leaves the word "running" behind, and the claim is this process's where it removes the run.
    if [RunStatus.State.failed, .running].map(\.rawValue).contains(run.state) { found.append(.failed) }
    if let references, references.problems.isEmpty, !references.contains(run.configuration) {
      found.append(.unreferenced)
    }
    if run.configuration.numerics < run.configuration.presentNumerics { found.append(.superseded) }
    return found.filter(reasons.contains)
  }

  /// Looks for files that a crash or a damage left behind.
  mutating func lookForLeftovers(below output: String) { leftovers = Leftover.all(below: output) }

  /// Removes what was found of a laboratory, but for runs that somebody is at by now, or that no reason holds for any more.
  mutating func remove<L: ProgramLab>(in store: RunStore<L>) throws {
    isDryRun = false
    let own = runs.filter { $0.lab == L.name }
    let reasons = Dictionary(uniqueKeysWithValues: own.map { ($0.runKey, Set($0.reasons)) })
    // Plans and pictures may have come since.
    let references =
      own.contains { $0.reasons.contains(.unreferenced) } ? RunReferences<L>(output: store.output) : nil
    let report = try RunPacker<L>(output: store.output).remove(own.map { store.directory($0.runKey) }) {
      guard let configuration = try? $0.configuration() else { return "its settings cannot be read" }
      let run = StoredRun(configuration, in: $0)
      let isLeft = Self.found(of: reasons[run.runKey] ?? [], for: run, references).isEmpty
      return isLeft ? "the reason for which it could go does not hold any more" : nil
    }
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
