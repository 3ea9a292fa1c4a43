import ArgumentParser
import LabBase
import LabRuns

/// `runs list`: a line a run.
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the stored runs, the newest first.",
    discussion: """
      The settings in which the runs differ are columns; those that all have are said once above. Identity and \
      constant are correlations on digits, of colour nets on natural images. Runs of several laboratories are a table \
      each; those whose laboratory does not know what --where or --sort asks for are left out.
      """)

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var query: QueryOptions

  @Option(help: "Only the runs of this laboratory: \(LabName.list). (default: all)")
  var lab: LabName?

  @Option(help: "Only the first so many, of each table.")
  var limit: Int?

  @OptionGroup var table: TableOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit needs a number of runs, at least 1.") }
  }

  func run() throws {
    let views = try views()
    switch table.chosen {
    case .json: Terminal.json(RunListReport(views), as: .runList)
    case .csv: Terminal.text(CSV.text(views.plain))
    case .markdown: Terminal.result(shown(views).map(\.table.markdown).joined(separator: "\n\n"))
    case .table:
      let shown = shown(views)
      if shown.isEmpty {
        Terminal.error("no runs in \(locations.folder)/runs; `identity-lab train` makes one")
      }
      for (place, view) in shown.enumerated() {
        if place > 0 { Terminal.result("") }
        Terminal.result((shown.count > 1 ? "\(type(of: view).lab): " : "") + view.heading)
        if view.reports.count > 1 { Terminal.list(view.common, after: "all: ") }
        Terminal.result("")
        Terminal.show(view.table)
      }
    }
    // A run that cannot be read must not hide the others.
    for run in views.flatMap(\.damaged) { Terminal.error("run \(run.runKey) cannot be read: \(run.problem)") }
  }

  /// A list a laboratory that knows what is asked for.
  ///
  /// - Throws: `LabError` where none knows it.
  private func views() throws(LabError) -> [any RunTableView] {
    let labs = lab.map { [$0] } ?? LabName.allCases
    var views: [any RunTableView] = []
    var problem: LabError?
    for lab in labs {
      do throws(LabError) {
        views.append(try view(lab.laboratory, unmarked: lab == labs[0]))
      } catch {
        problem = problem ?? error
      }
    }
    if let problem, views.isEmpty { throw problem }
    return views
  }

  private func view<L: ProgramLab>(_: L.Type, unmarked: Bool) throws(LabError) -> any RunTableView {
    RunListView<L>(
      store: locations.store(), unmarked: unmarked, filter: try query.filter(), order: try query.order(),
      limit: limit)
  }

  /// The lists with runs.
  private func shown(_ views: [any RunTableView]) -> [any RunTableView] {
    views.filter { $0.count > 0 }
  }
}
