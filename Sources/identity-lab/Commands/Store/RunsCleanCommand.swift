import ArgumentParser
import LabBase
import LabRuns

/// `runs clean`: what could go, and its removal.
struct RunsCleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Show or remove runs and files that are of no more use, for the reasons that are named.",
    discussion: """
      With --dry-run nothing is removed; without a reason it shows all. A run that is being made is never removed. A run \
      that train made by itself is unreferenced: no sweep's plan and no picture in OUT/figures or OUT/sweeps/NAME/figures \
      speaks of it. Superseded are runs of arithmetic that a new run of the same settings would not have.
      """)

  @Flag(help: "Show what could go, with sizes and reasons, and remove nothing.") var dryRun = false
  @Flag(help: "Runs that ended by an error or a crash.") var failed = false
  @Flag(help: "Runs that no sweep's plan and no picture speaks of.") var unreferenced = false
  @Flag(help: "Runs of an earlier version of the arithmetic.") var superseded = false
  @Flag(help: "Claims of processes that are gone, temporary files, damaged results set aside.")
  var leftovers = false

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard dryRun || namesReason else {
      throw ValidationError(
        "Say what may go: --failed, --unreferenced, --superseded, --leftovers; or look first with --dry-run.")
    }
  }

  private var namesReason: Bool { failed || unreferenced || superseded || leftovers }

  private var reasons: Set<CleaningReason> {
    if !namesReason { return Set(CleaningReason.allCases) }
    let chosen: [(CleaningReason, Bool)] = [
      (.failed, failed), (.unreferenced, unreferenced), (.superseded, superseded),
    ]
    return Set(chosen.filter(\.1).map(\.0))
  }

  func run() throws {
    var report = CleaningReport()
    for lab in LabName.allCases { look(lab.laboratory, &report) }
    if leftovers || !namesReason { report.lookForLeftovers(below: locations.folder) }
    if !dryRun {
      for lab in LabName.allCases { try remove(lab.laboratory, &report) }
      report.removeLeftovers()
    }
    if format.json { return Terminal.json(report, as: .runCleaning) }
    if !report.totals.isEmpty {
      Terminal.show(report.table)
      Terminal.result("")
      report.totals.forEach(Terminal.result)
    }
    Terminal.result(dryRun ? "nothing was removed" : "freed \(Terminal.bytes(report.freed))")
    for run in report.skipped { Terminal.error("run \(run.runKey) was left: \(run.reason)") }
  }

  private func look<L: ProgramLab>(_: L.Type, _ report: inout CleaningReport) {
    guard !reasons.isEmpty else { return }
    for problem in report.look(for: reasons, in: locations.store(of: L.self)) {
      Terminal.error("no run counts as unreferenced: \(problem)")
    }
  }

  private func remove<L: ProgramLab>(_: L.Type, _ report: inout CleaningReport) throws {
    try report.remove(in: locations.store(of: L.self))
  }
}
