import ArgumentParser
import IdentityLab
import LabRuns
import LabSweeps

/// `sweep status`: where a sweep stands, without touching it.
struct SweepStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say where a sweep stands, without touching it.")

  @Argument(help: "The sweep: its name, or the path of its folder.") var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let directory = locations.sweep(name)
    let plan = try directory.plan()
    let status = SweepStatus(plan: plan, store: RunStore(output: directory.output))
    if format.json {
      Terminal.json(status)
      return
    }
    Terminal.result(
      "sweep \(directory.name): \(status.runs) runs: \(status.done) done, \(status.running) running, "
        + "\(status.checkpointed) checkpointed, \(status.failed) failed, \(status.pending) not started")
    for run in status.active {
      let loss = run.loss.map { ", loss \(Terminal.short($0))" } ?? ""
      Terminal.result("  run \(run.index) (\(run.runKey)): step \(run.step) of \(run.steps)\(loss)")
    }
  }
}
