import ArgumentParser
import LabBase
import LabIndex
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

  @Option(
    help:
      "Only the first so many, of each table. (default: \(Self.readableRows) for a reader, all for a program)"
  )
  var limit: Int?

  /// More rows than anybody reads, and as many as are laid out at once.
  private static let readableRows = 1000

  @OptionGroup var table: TableOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit needs a number of runs, at least 1.") }
  }

  func run() throws {
    // What cannot be asked of any laboratory is said before a run is looked at.
    let labs = try LabName.knowing(among: chosenLabs) { lab throws(LabError) in try query.check(lab) }
    let views = try locations.index { index in try labs.map { try view($0.laboratory, in: index) } }
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
        if view.shownCount > 1 { Terminal.list(view.common, after: "all: ") }
        Terminal.result("")
        Terminal.show(view.table)
        if limit == nil, view.shownCount < view.chosenCount {
          Terminal.error(
            "these are the first \(view.shownCount) of \(view.chosenCount); --limit \(view.chosenCount) shows all, and so "
              + "do --format csv and --json")
        }
      }
    }
    // A run that cannot be read must not hide the others.
    for run in views.flatMap(\.damaged) { Terminal.error("run \(run.runKey) cannot be read: \(run.problem)") }
  }

  private var chosenLabs: [LabName] { lab.map { [$0] } ?? LabName.allCases }

  private func view<L: ProgramLab>(_: L.Type, in index: RunIndex) throws -> any RunTableView {
    try RunListView<L>(
      index, unmarked: L.name == chosenLabs[0].rawValue, filter: try query.filter(), order: try query.order(),
      limit: limit ?? (table.chosen == .table ? Self.readableRows : nil),
      isPlain: table.chosen == .json || table.chosen == .csv)
  }

  /// The lists with runs.
  private func shown(_ views: [any RunTableView]) -> [any RunTableView] {
    views.filter { $0.count > 0 }
  }
}
