import ArgumentParser
import LabBase
import LabSweeps
import Nets

/// `sweep work`: the contract of everything that runs a sweep's parts.
struct SweepWorkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work",
    abstract: "Compute one run, or one share of the runs, of a sweep that `sweep run` has planned.",
    discussion:
      "Runs that another process is at come last, and are waited for. A run that fails does not keep the others from "
      + "being made. Exit code 75 after a checkpoint: run it again; 3 where runs failed.")

  @Argument(help: "The sweep's name.", completion: .sweeps) var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions

  @Option(name: .customLong("run"), help: "The place of the one run in the plan, from 0.")
  var runIndex: Int?

  @Option(
    help: "The share i/N, i from 0: of N that take alike long, by the estimated costs of the plan's runs.")
  var shard: String?

  @OptionGroup var portable: PortableOptions

  @Flag(help: ArgumentHelp("Take runs from standard input, as `sweep run` gives them.", visibility: .hidden))
  var serve = false

  func run() throws {
    InterruptSignal.install()
    Processor.keepFreedMemory(64_000_000)
    try work(locations.laboratory(ofSweep: name))
  }

  private func work<L: ProgramLab>(_: L.Type) throws {
    let directory = SweepDirectory<L>(output: locations.folder, name: name)
    let (store, lab) = (locations.store(of: L.self), try L.make(in: locations))
    switch (runIndex, shard, serve) {
    case (nil, nil, true):
      // Who gives the runs has read the whole plan.
      try serve(SweepWorker(directory.manifest(), store: store, lab: lab))
    case (let index?, nil, false):
      let worker = SweepWorker(plan: try directory.plan(), store: store, lab: lab)
      try finish(worker, worker.index(index))
    case (nil, let text?, false):
      let plan = try directory.plan()
      try finish(
        SweepWorker(plan: plan, store: store, lab: lab), SweepShares.places(of: plan, share: text))
    default: throw LabError.usage("give one of --run INDEX and --shard i/N")
    }
  }

  /// Makes runs, and says which failed.
  private func finish<L: ProgramLab>(_ worker: SweepWorker<L>, _ indices: [Int]) throws {
    worker.warnings(indices).forEach(Terminal.error)
    let report = worker.work(indices, shouldStop: { InterruptSignal.received != nil })
    for failure in report.failures { Terminal.error(failure.sentence) }
    if report.isStopped { throw ExitCode(InterruptSignal.exitCode) }
    if !report.failures.isEmpty { throw ExitCode(3) }
  }

  /// Makes the runs that the process at the other end of standard input gives, until it gives no more.
  private func serve<L: ProgramLab>(_ worker: SweepWorker<L>) throws {
    func say(_ reply: WorkerReply) throws {
      Terminal.text(CanonicalJSON.compact(reply) + "\n")
      try StandardOutput.flush()
    }
    try say(.ready)
    while let line = readLine() {
      let assignment: WorkerAssignment = try JSONFile.decode(
        Array(line.utf8), path: "standard input", contents: "a run to make")
      try say(worker.make(assignment, shouldStop: { InterruptSignal.received != nil }))
    }
  }
}
