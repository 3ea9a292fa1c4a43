import ArgumentParser
import IdentityLab
import LabBase
import LabRuns
import Nets

/// `runs`: what has been run.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List and show stored runs.",
    subcommands: [RunsListCommand.self, RunsShowCommand.self])
}

/// `runs list`: a line a run.
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the stored runs, a line each.")

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let runs = locations.store.runs.compactMap { RunSummary($0) }
    if format.json {
      Terminal.json(["runs": runs])
      return
    }
    guard !runs.isEmpty else {
      Terminal.error("no runs in \(locations.store.output)/runs; `identity-lab train` makes one")
      return
    }
    let rows = runs.map { run in
      [
        run.runKey, run.stopReason == .diverged ? "diverged" : run.state, Terminal.short(run.finalLoss),
        Terminal.correlation(run.correlationWithIdentity),
        Terminal.correlation(run.correlationWithConstant), run.zone ?? "–", run.summary,
      ]
    }
    let header = ["run", "state", "loss", "identity", "constant", "zone", "net"]
    Terminal.result(Terminal.table([header] + rows, leftColumns: 2, lastIsLeft: true))
    Terminal.error("identity and constant: correlations on digits; \(runs.count) runs")
  }
}

/// One line of `runs list`.
private struct RunSummary: Encodable {
  let runKey: String
  let state: String
  let stopReason: StopReason?
  let finalLoss: Double?
  let correlationWithIdentity: Double?
  let correlationWithConstant: Double?
  let zone: String?
  let summary: String

  init?(_ directory: RunDirectory<ReconstructionLab>) {
    guard let configuration = try? directory.configuration() else { return nil }
    let record = directory.record
    let digits = record?.score(of: .digits)
    runKey = directory.runKey
    state = directory.state?.rawValue ?? "pending"
    stopReason = record?.stopReason
    finalLoss = record?.finalLoss
    correlationWithIdentity = digits?.correlationWithIdentity
    correlationWithConstant = digits?.correlationWithConstant
    zone = record?.zone?.rawValue
    summary = RunPrinter.summary(configuration)
  }
}

/// `runs show`: one run.
struct RunsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one run with its scores.")

  @Argument(help: ArgumentHelp("The run: its key, the first digits of it, or its folder.", valueName: "run"))
  var runName: String
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let directory = try locations.store.run(matching: runName)
    let configuration = try directory.configuration()
    guard let record = directory.record else {
      let state = directory.state?.rawValue ?? "not started"
      throw LabError.missingInput(
        what: "the result of run \(directory.runKey) (\(state))",
        advice: "run its training command again to finish it")
    }
    if format.json {
      Terminal.json(TrainReport(record: record, status: directory.status))
    } else {
      RunPrinter.print(record, directory.status, configuration, wasStored: true, store: locations.store)
    }
  }
}
