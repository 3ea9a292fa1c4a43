import LabRuns

/// Prints a run for a reader.
enum RunPrinter {
  /// A run with its findings, the verdict first.
  static func print<L: ProgramLab>(
    _ record: L.Record, _ status: RunStatus?, _ configuration: L.Configuration, wasStored: Bool,
    store: RunStore<L>
  ) {
    Terminal.result(L.verdict(record, configuration))
    if let hint = L.hint(record.outcome, configuration) { Terminal.result("  \(hint)") }
    Terminal.result("")
    let time =
      status.map { "\(Terminal.duration($0.seconds)), \(Terminal.short($0.millisecondsPerStep)) ms/step" }
      ?? ""
    let from = wasStored ? " (stored; nothing was computed)" : ""
    Terminal.result("run \(record.runKey)\(from)")
    for fact in L.facts(record, configuration) { Terminal.result("  \(fact)") }
    Terminal.result("  \(L.length(record)), \(time)")
    if let remark = status?.mixtureRemark { Terminal.result("  \(remark)") }
    Terminal.result("  files in \(store.output)/\(record.directory)")
    Terminal.result("")
    L.findings(record, configuration).forEach(Terminal.result)
  }
}
