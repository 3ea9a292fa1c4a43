import ArgumentParser
import LabBase
import LabRuns

/// `runs compare`: runs side by side.
struct RunsCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show runs side by side: the settings in which they differ, and the results.")

  @Argument(help: ArgumentHelp("The runs: keys, the first digits of them, or folders.", valueName: "run"))
  var runNames: [String]
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var table: TableOptions

  func validate() throws {
    if runNames.count < 2 { throw ValidationError("give two runs or more to compare.") }
  }

  func run() throws {
    try compare(locations.laboratory(ofRun: runNames[0]))
  }

  private func compare<L: ProgramLab>(_: L.Type) throws {
    let runs = try runNames.map { name in
      let directory = try locations.run(name, of: L.self)
      return StoredRun(try directory.configuration(), in: directory)
    }
    let comparison = RunComparison(runs)
    switch table.chosen {
    case .json: Terminal.json(comparison, as: .runComparison)
    case .csv: Terminal.text(CSV.text(comparison.plain))
    case .markdown: Terminal.result(comparison.table.markdown)
    case .table:
      Terminal.list(comparison.common, after: "all: ")
      Terminal.result("")
      Terminal.show(comparison.table)
    }
  }
}
