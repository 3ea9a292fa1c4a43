import ArgumentParser
import LabBase
import LabRuns

/// `runs show`: one run.
struct RunsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one run with its scores.")

  @Argument(
    help: ArgumentHelp("The run: its key, the first digits of it, or its folder.", valueName: "run"),
    completion: .runs)
  var runName: String
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  @Flag(help: "Print the run's settings as YAML, which --config reads.") var yaml = false

  func run() throws {
    if yaml, format.json { throw LabError.usage("give --yaml or --json, not both") }
    try show(locations.laboratory(ofRun: runName))
  }

  private func show<L: ProgramLab>(_: L.Type) throws {
    let directory = try locations.run(runName, of: L.self)
    let configuration = try directory.configuration()
    if yaml {
      Terminal.result("# run \(directory.runKey)")
      Terminal.result(Settings(of: configuration).yaml(L.Configuration.settings).trimmed)
      return
    }
    guard let record = directory.record else {
      try directory.requireReadableRecord()
      let state = directory.state?.rawValue ?? "not started"
      throw LabError.missingInput(
        what: "the result of run \(directory.runKey) (\(state))",
        advice: "run its training command again to finish it")
    }
    if format.json {
      Terminal.json(TrainReport<L>(record: record, status: directory.status), as: L.runSchema)
    } else {
      RunPrinter.print(
        record, directory.status, configuration, wasStored: true,
        store: RunStore<L>(output: directory.output ?? locations.folder))
    }
  }
}
