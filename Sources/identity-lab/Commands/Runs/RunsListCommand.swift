import ArgumentParser
import IdentityLab
import LabBase
import LabRuns

/// `runs list`: a line a run.
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the stored runs, the newest first.",
    discussion: """
      The settings in which the runs differ are columns; those that all have are said once above. Identity and \
      constant are correlations on digits, of colour nets on natural images.
      """)

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var query: QueryOptions

  @Option(help: "Only the first so many.")
  var limit: Int?

  @OptionGroup var table: TableOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit needs a number of runs, at least 1.") }
  }

  func run() throws {
    let view = RunListView(
      store: locations.store, filter: try query.filter(), order: try query.order(), limit: limit)
    switch table.chosen {
    case .json: Terminal.json(RunListReport(view), as: .runList)
    case .csv: Terminal.text(CSV.text(view.plain))
    case .markdown: Terminal.result(view.table.markdown)
    case .table:
      guard view.count > 0 else {
        Terminal.error("no runs in \(locations.store.output)/runs; `identity-lab train` makes one")
        return
      }
      Terminal.result(view.heading)
      if view.runs.count > 1 { Terminal.list(view.common, after: "all: ") }
      Terminal.result("")
      Terminal.show(view.table)
    }
    // A run that cannot be read must not hide the others.
    for run in view.damaged { Terminal.error("run \(run.runKey) cannot be read: \(run.problem)") }
  }
}
