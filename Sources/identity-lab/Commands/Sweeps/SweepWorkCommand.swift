import ArgumentParser
import LabBase
import LabSweeps

/// `sweep work`: the contract of everything that runs a sweep's parts.
struct SweepWorkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work",
    abstract: "Compute one run, or one share of the runs, of a sweep that `sweep run` has planned.",
    discussion:
      "Runs that another process is at are waited for. Exit code 75 after a checkpoint: run it again.")

  @Argument(help: "The sweep's name.", completion: .sweeps) var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions

  @Option(name: .customLong("run"), help: "The place of the one run in the plan, from 0.")
  var runIndex: Int?

  @Option(help: "The share i/N: runs i, i + N, i + 2N … of the plan, i from 0.")
  var shard: String?

  func run() throws {
    try work(locations.laboratory(ofSweep: name))
  }

  private func work<L: ProgramLab>(_: L.Type) throws {
    let plan = try SweepDirectory<L>(output: locations.folder, name: name).plan()
    let worker = SweepWorker(plan: plan, store: locations.store(), lab: try L.make(in: locations))
    let indices =
      switch (runIndex, shard) {
      case (let index?, nil): try worker.index(index)
      case (nil, let text?): try worker.indices(ofShard: text)
      default: throw LabError.usage("give one of --run INDEX and --shard i/N")
      }
    InterruptSignal.install()
    guard try worker.work(indices, shouldStop: { InterruptSignal.received != nil }) else {
      throw ExitCode(InterruptSignal.exitCode)
    }
  }
}
