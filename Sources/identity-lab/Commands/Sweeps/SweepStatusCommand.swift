import ArgumentParser
import IdentityLab
import LabSweeps

/// `sweep status`: where a sweep stands, without touching it.
struct SweepStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say where a sweep stands, without touching it.")

  @Argument(help: "The sweep's name.", completion: .sweeps) var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let plan = try SweepDirectory<ReconstructionLab>(output: locations.store.output, name: name).plan()
    let status = SweepStatus(plan: plan, store: locations.store)
    if format.json {
      Terminal.json(status)
      return
    }
    Terminal.result(
      "sweep \(name): \(status.runs) runs: \(status.done) done, \(status.running) running, "
        + "\(status.checkpointed) checkpointed, \(status.failed) failed, \(status.pending) not started")
  }
}
