import ArgumentParser
import LabRuns
import LabSweeps

/// `sweep gather`: rebuild the tables.
struct SweepGatherCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gather", abstract: "Make results.csv and timings.csv anew from the runs' files.")

  @Argument(help: "The sweep: its name, or the path of its folder.", completion: .sweeps) var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    try gather(locations.laboratory(ofSweep: name))
  }

  private func gather<L: ProgramLab>(_: L.Type) throws {
    let directory = locations.sweep(name, of: L.self)
    let (plan, store) = (try directory.plan(), RunStore<L>(output: directory.output))
    try SweepTables(plan: plan, store: store).write()
    Terminal.files([directory.file("results.csv"), directory.file("timings.csv")], asJSON: format.json)
    guard !format.json else { return }
    let summary = SweepSummary(plan: plan, store: store)
    let failed = summary.failures.isEmpty ? "" : ", \(summary.failures.count) failed"
    Terminal.result("sweep \(directory.name): \(summary.done) of \(summary.total) runs done\(failed)")
  }
}
