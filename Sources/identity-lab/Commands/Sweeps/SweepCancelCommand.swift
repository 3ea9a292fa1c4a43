import ArgumentParser
import LabBase
import LabSweeps

/// `sweep cancel`: end the work on a sweep.
struct SweepCancelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "End the work on a sweep: Slurm's jobs, or this machine's processes.",
    discussion: """
      The runs at work save their states, and what is done stays: the same `sweep run` goes on. Slurm's jobs are \
      cancelled, the one that makes the tables too. Where there are none, the processes of this machine that work on \
      the sweep are told to stop (SIGTERM).
      """)

  @Argument(help: "The sweep: its name, or the path of its folder.", completion: .sweeps) var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    try cancel(locations.laboratory(ofSweep: name))
  }

  private func cancel<L: ProgramLab>(_: L.Type) throws {
    let cancelled = try SweepCancellation(of: locations.sweep(name, of: L.self))
    if format.json {
      Terminal.json(cancelled, as: .sweepCancellation)
      return
    }
    if !cancelled.tasks.isEmpty {
      let jobs = cancelled.tasks.map(\.job).distinct
      let tasks = Terminal.count(cancelled.tasks.reduce(0) { $0 + $1.tasks }, "task")
      Terminal.result(
        "sweep \(cancelled.name): cancelled \(tasks) of \(jobs.count == 1 ? "job" : "jobs") "
          + jobs.map(String.init).joined(separator: ", "))
    }
    for process in cancelled.processes {
      Terminal.result(
        "sweep \(cancelled.name): told process \(process.pid) to save and stop: \(process.command)")
    }
    if cancelled.tasks.isEmpty, cancelled.processes.isEmpty {
      Terminal.result("sweep \(cancelled.name): nothing of it is at work on this machine")
    }
    if !cancelled.elsewhere.isEmpty {
      Terminal.result(
        "  runs are at work on \(cancelled.elsewhere.joined(separator: ", ")): Ctrl-C, or SIGTERM to the process that "
          + "their status.json names, stops them there")
    }
  }
}
