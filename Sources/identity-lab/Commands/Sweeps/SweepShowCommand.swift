import ArgumentParser
import IdentityLab
import LabBase
import LabRuns
import LabSweeps
import MemorisationLab

/// `sweep show`: a sweep as a table.
struct SweepShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a sweep as a table over what varies in it.",
    discussion: """
      A row is a combination of settings, with the mean ± deviation of its seeds. Only fitted runs are averaged; the \
      others are counted, and averaged only where a row has no others. Quantities are the settings, by name or flag, \
      and loss, state, stepsDone, initialLoss, parameterCount, seconds, date and runKey; of nets that reconstruct \
      images identity, constant (or identity@fashion for another probe family) and zone; of classifiers \
      trainAccuracy, cleanAccuracy, corruptedAccuracy, validationAccuracy, testAccuracy, gap, testLoss, epochsToFit, \
      stepsToFit and epochsDone.
      """)

  @Argument(help: "The sweep's name.") var name: String
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var query: QueryOptions

  @Option(
    help: """
      The quantities behind the settings. (default: \(ReconstructionLab.tableColumns), or of classifiers \
      \(MemorisationLab.tableColumns))
      """)
  var columns: String?

  @Flag(help: "A row for every seed.")
  var seeds = false

  @OptionGroup var table: TableOptions

  func run() throws {
    try show(locations.laboratory(ofSweep: name))
  }

  private func show<L: ProgramLab>(_: L.Type) throws {
    let quantities = try RunQuantity<L>.list(columns ?? L.tableColumns, option: "columns")
    let (filter, order) = (try query.filter(of: L.self), try query.order(of: L.self))
    let plan = try SweepDirectory<L>(output: locations.folder, name: name).plan()
    let view = try locations.index(about: plan.runs.map(\.runKey)) { index in
      try SweepView(
        plan: plan, index: index, filter: filter, order: order, quantities: quantities, isBySeed: seeds)
    }
    switch table.chosen {
    case .json: Terminal.json(SweepShowReport(view), as: .sweepTable)
    case .csv: Terminal.text(view.csv)
    case .markdown: Terminal.result(view.table.markdown)
    case .table:
      Terminal.result(view.heading)
      guard !view.rows.isEmpty else { return }
      Terminal.result("")
      Terminal.show(view.table)
    }
  }
}
