import LabBase
import LabFigures
import LabIndex
import LabRuns
import LabSweeps

/// A sweep as `sweep show` shows it: rows of runs that differ in their seed alone, or of single runs.
struct SweepView<L: ProgramLab> {
  /// The sweep's name.
  let name: String
  /// All its runs.
  let runs: [RunRow<L>]
  /// Those that the user chose.
  let chosen: [RunRow<L>]
  /// The user's choice; nil for all runs.
  let filter: RunFilter<L>?
  /// The settings that vary.
  let axes: [RunQuantity<L>]
  /// What is shown beside them.
  let quantities: [RunQuantity<L>]
  /// Whether a row is a single run.
  let isBySeed: Bool
  /// The rows.
  let rows: [RunGroup<L>]

  /// Asks the index for the runs of a sweep.
  init(
    plan: SweepPlan<L>, index: RunIndex,
    filter: RunFilter<L>?, order: RunOrder<L>?,
    quantities: [RunQuantity<L>], isBySeed: Bool
  ) throws {
    name = plan.name
    self.filter = filter
    self.quantities = quantities
    self.isBySeed = isBySeed
    let asked = (filter?.quantities ?? []) + (order.map { [$0.quantity] } ?? []) + quantities
    let runs = try index.rows(of: plan, RunColumns(RunQuantity.settings + asked))
    let chosen = runs.filter { filter?.accepts($0) ?? true }
    self.runs = runs
    self.chosen = chosen
    // The sweep of a figure has no axes of its own.
    let axes =
      plan.axes.isEmpty
      ? RunQuantity.differing(among: plan.runs)
      : plan.axes.map { RunQuantity<L>.setting($0.key) }
    self.axes = axes.filter { isBySeed || $0.key != .seed }
    let groups = isBySeed ? chosen.map { RunGroup(runs: [$0]) } : RunGroup.groups(of: chosen)
    rows =
      order.map { order in
        order.sorted(groups) {
          isBySeed ? order.quantity.value(of: $0.runs[0]) : $0.sortValue(of: order.quantity)
        }
      } ?? groups
  }

  /// How many runs there are and how they stand, in one line.
  var heading: String {
    let all =
      "sweep \(name): \(Terminal.count(runs.count, "run")): \(ValueText.census(RunRow.census(of: runs)))"
    guard let filter else { return all }
    let chosen = chosen.isEmpty ? "none" : ValueText.census(RunRow.census(of: chosen))
    return "\(all)\nwhere \(filter.text): \(chosen)"
  }

  /// The table for a reader.
  var table: TextTable {
    let standing =
      isBySeed
      ? [
        TextTable.Column(title: "runKey", isLeft: true, rank: 2),
        TextTable.Column(title: "state", isLeft: true, rank: 0),
      ]
      : [TextTable.Column(title: "runs", isLeft: true, rank: 0)]
    return TextTable(
      axes.map { ValueText.column($0, rank: 0) } + standing + quantities.map { ValueText.column($0) },
      rows: rows.map { row in
        axes.map { ValueText.shown($0.value(of: row.runs[0]), of: $0) }
          + (isBySeed
            ? [String(row.runs[0].runKey.prefix(8)), row.runs[0].state]
            : [ValueText.census(RunRow.census(of: row.runs))])
          + quantities.map { quantity in
            isBySeed
              ? ValueText.shown(quantity.value(of: row.runs[0]), of: quantity)
              : ValueText.shown(row.value(of: quantity), of: quantity)
          }
      })
  }

  /// The table for a program, numbers in full; a mean has its deviation in a column of its own.
  var csv: String {
    let states = StoredRun<L>.states
    let header =
      axes.map(\.name) + (isBySeed ? ["runKey", "state"] : ["runs"] + states)
      + quantities.flatMap { !isBySeed && $0.hasMean ? [$0.name, $0.name + ".deviation"] : [$0.name] }
    return CSV.text(
      [header]
        + rows.map { row in
          let run = row.runs[0]
          let standing =
            isBySeed
            ? [run.runKey, run.state]
            : [String(row.runs.count)] + states.map { state in String(row.runs.count { $0.state == state }) }
          return axes.map { $0.value(of: run)?.text ?? "" } + standing
            + quantities.flatMap { isBySeed ? [$0.value(of: run)?.text ?? ""] : plain(row.value(of: $0)) }
        })
  }

  private func plain(_ value: RunGroup<L>.Value) -> [String] {
    switch value {
    case .sample(let mean, let deviation, _): [mean, deviation].map { $0.map(PlainNumber.text) ?? "" }
    case .texts(let texts) where texts.count == 1: [texts[0].text.text]
    case .texts(let texts): [texts.map { "\($0.text.text) \($0.count)" }.joined(separator: "; ")]
    }
  }
}
