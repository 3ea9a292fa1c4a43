import ArgumentParser
import LabBase
import LabSweeps

/// `sweep work`: the contract of everything that runs a sweep's parts.
struct SweepWorkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work",
    abstract: "Compute one run, or one share of the runs, of a sweep that `sweep run` has planned.",
    discussion:
      "Runs that another process is at are waited for; one that fails does not stop those behind it, and makes exit code 3. Exit code 75 after a checkpoint: run it again."
  )

  @Argument(help: "The sweep's name.", completion: .sweeps) var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions

  @Option(name: .customLong("run"), help: "The place of the one run in the plan, from 0.")
  var runIndex: Int?

  @Option(
    help: "The share i/N, i from 0: of N that take alike long, by the estimated costs of the plan's runs.")
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
      case (nil, let text?): try SweepShares.places(of: plan, share: text)
      default: throw LabError.usage("give one of --run INDEX and --shard i/N")
      }
    InterruptSignal.install()
    var hasFailed = false
    for index in indices {
      do {
        guard try worker.work([index], shouldStop: { InterruptSignal.received != nil }) else {
          throw ExitCode(InterruptSignal.exitCode)
        }
      } catch let error as LabError where shard != nil {
        Terminal.error("run \(index) (\(plan.runs[index].runKey)) failed: \(error)")
        hasFailed = true
      }
    }
    if hasFailed { throw ExitCode(3) }
  }
}
