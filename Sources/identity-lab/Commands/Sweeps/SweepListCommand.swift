import ArgumentParser
import LabBase
import LabRuns
import LabSweeps

/// `sweep list`: a line a sweep.
struct SweepListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the sweeps, those with the newest runs first.")

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var table: TableOptions

  func run() throws {
    let report = SweepListReport(locations)
    switch table.chosen {
    case .json: Terminal.json(report, as: .sweepList)
    case .csv: Terminal.text(CSV.text(report.plain))
    case .markdown: Terminal.result(report.table.markdown)
    case .table:
      guard !report.isEmpty else {
        Terminal.error("no sweeps in \(locations.folder)/sweeps; `identity-lab sweep run` makes one")
        return
      }
      Terminal.show(report.table)
    }
    for sweep in report.damaged { Terminal.error("\(sweep.name) cannot be read: \(sweep.problem)") }
  }
}
