import ArgumentParser
import LabRuns
import LabSweeps

/// `sweep status`: where a sweep stands, without touching it.
struct SweepStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say where a sweep stands, without touching it.")

  @Argument(help: "The sweep: its name, or the path of its folder.", completion: .sweeps) var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    try say(locations.laboratory(ofSweep: name))
  }

  private func say<L: ProgramLab>(_: L.Type) throws {
    let directory = locations.sweep(name, of: L.self)
    let plan = try directory.plan()
    var status = SweepStatus(plan: plan, store: RunStore(output: directory.output))
    status.slurm = try SlurmHint(of: directory)
    if format.json {
      Terminal.json(status, as: .sweepStatus)
      return
    }
    let outcomes = [
      (status.fitted, "fitted"), (status.plateau, "plateau"), (status.descending, "descending"),
      (status.diverged, "diverged"),
    ].filter { $0.0 > 0 }.map { "\($0) \($1)" }.joined(separator: ", ")
    Terminal.result(
      "sweep \(directory.name): \(status.runs) runs: \(status.done) done\(outcomes.isEmpty ? "" : " (\(outcomes))"), "
        + "\(status.running) running, \(status.checkpointed) checkpointed, \(status.failed) failed, "
        + "\(status.pending) not started")
    for run in status.active {
      let loss = run.loss.map { ", loss \(Terminal.short($0))" } ?? ""
      Terminal.result("  run \(run.index) (\(run.runKey)): step \(run.step) of \(run.steps)\(loss)")
    }
    if let slurm = status.slurm { say(slurm) }
  }

  private func say(_ slurm: SlurmHint) {
    let jobs = (slurm.arrays + [slurm.tables].compactMap(\.self)).map(String.init).joined(separator: ", ")
    let left =
      switch slurm.queue {
      case nil: "squeue does not say what is left of them"
      case let queue?: queue.isEmpty ? "ended" : "not ended, as squeue says:"
      }
    Terminal.result("  Slurm was given \(Terminal.count(slurm.tasks, "task")), jobs \(jobs): \(left)")
    for line in slurm.lines { Terminal.result("    \(line)") }
  }
}
