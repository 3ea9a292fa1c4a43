import LabBase
import LabIndex
import LabRuns
import Nets

/// The stored runs of a laboratory as `runs list` shows them.
struct RunListView<L: ProgramLab>: RunTableView {
  /// The quantities that are shown of every run, before and behind the settings.
  private static var first: [String] { ["runKey", "date", "state"] }
  private static var last: [String] { L.listColumns.map(\.name) }

  static var lab: String { L.name }

  /// The runs that are shown, in their order.
  let runs: [RunRow<L>]
  /// The runs that cannot be read; they are listed whatever was chosen, for nothing is known of them.
  let damaged: [RunDamage]
  /// How many runs there are, damaged ones included.
  let count: Int
  let chosenCount: Int
  /// The settings in which the shown runs differ.
  let differing: [RunQuantity<L>]
  private let keyLength: Int

  /// The settings that all of the shown runs have.
  let common: [String]

  /// Asks the index for the runs of a laboratory.
  ///
  /// - Parameters:
  ///   - unmarked: whether runs that do not tell whose they are, for they are damaged, are listed too.
  ///   - filter: which are shown; nil for all.
  ///   - order: nil for the newest first.
  ///   - limit: how many at most.
  ///   - isPlain: whether every quantity is wanted, for a program.
  init(
    _ index: RunIndex, unmarked: Bool, filter: RunFilter<L>?, order: RunOrder<L>?, limit: Int?,
    isPlain: Bool
  ) throws {
    let date = Self.quantity("date")
    let asked = (filter?.quantities ?? []) + (order.map { [$0.quantity] } ?? [])
    // Where all runs are shown, one look at the tables is enough.
    let isChoice = filter != nil || limit != nil
    let ofAll = isChoice ? nil : try index.differing(of: L.self)
    func columns(_ differing: [RunQuantity<L>]) -> [RunQuantity<L>] {
      isPlain ? RunQuantity<L>.all : Self.shown(differing)
    }
    let all = try index.rows(of: L.self, RunColumns([date] + asked + (ofAll.map(columns) ?? [])))
    let chosen = all.filter { filter?.accepts($0) ?? true }
    let sorted =
      order.map { order in order.sorted(chosen) { order.quantity.value(of: $0) } }
      ?? chosen.map { (date: date.text(of: $0), row: $0) }
      .sorted { ($0.date, $1.row.runKey) > ($1.date, $0.row.runKey) }.map(\.row)
    let chosenRows = Array(sorted.prefix(limit ?? sorted.count))
    let shown = chosenRows.map(\.runKey)
    let differing = try ofAll ?? index.differing(of: L.self, keys: shown)
    self.differing = differing
    if ofAll != nil {
      runs = chosenRows
    } else {
      let rows = try index.rows(of: L.self, RunColumns(columns(differing)), keys: shown)
      let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.runKey, $0) })
      runs = shown.compactMap { places[$0].map { rows[$0] } }
    }
    let first = try index.rows(of: L.self, RunColumns(RunQuantity.settings), keys: Array(shown.prefix(1)))
    common = first.first.map { ValueText.settings(of: $0, without: differing) } ?? []
    damaged = try index.damaged(of: L.self, unmarked: unmarked).map { RunDamage(runKey: $0, problem: $1) }
    count = all.count + damaged.count
    chosenCount = chosen.count
    // What `runs show` and others take for the run, of whichever laboratory.
    let isShortEnough = zip(index.keys, index.keys.dropFirst()).allSatisfy { $0.prefix(8) != $1.prefix(8) }
    keyLength = isShortEnough ? 8 : 16
  }

  var shownCount: Int { runs.count }

  /// How many runs are shown, in words.
  var heading: String {
    let shown = Terminal.count(count, "run")
    return (runs.count + damaged.count == count ? shown : "\(runs.count) of \(shown)")
      + (damaged.isEmpty ? "" : ", \(damaged.count) damaged")
  }

  /// A row a run, damaged ones at the end.
  var table: TextTable {
    let quantities = Self.shown(differing)
    let ranks = [0, 3, 0] + differing.map { _ in 2 } + L.listColumns.map(\.rank)
    let columns = zip(quantities, ranks).map { ValueText.column($0, rank: $1) }
    return TextTable(
      columns,
      rows: texts(of: quantities)
        + damaged.map { damage in
          [String(damage.runKey.prefix(keyLength)), ValueText.none, "damaged"]
            + [String](repeating: ValueText.none, count: columns.count - 3)
        })
  }

  /// What the table shows of each run; of many by several threads.
  private func texts(of quantities: [RunQuantity<L>]) -> [[String]] {
    let (runs, keyLength, stride) = (runs, keyLength, 2048)
    let parts = (runs.count + stride - 1) / stride
    return ParallelMap.values(parts, threads: Processor.usableCount) { part in
      runs[part * stride..<min(runs.count, (part + 1) * stride)].map { run in
        quantities.map { quantity in
          let text = ValueText.shown(quantity.value(of: run), of: quantity)
          return quantity.name == "runKey" ? String(text.prefix(keyLength)) : text
        }
      }
    }.flatMap(\.self)
  }

  /// The columns for a program: keys, numbers and dates in full, and every setting.
  var plainColumns: [String] { plainQuantities.map(\.name) }

  /// The rows for a program, by column.
  var plainRows: [[String: String]] {
    let quantities = plainQuantities
    return runs.map { run in
      Dictionary(uniqueKeysWithValues: quantities.map { ($0.name, $0.value(of: run)?.text ?? "") })
    } + damaged.map { ["runKey": $0.runKey, "state": "damaged"] }
  }

  /// The runs for a program.
  var reports: [RunListReport.Run] {
    let all = RunQuantity<L>.all
    let settings = all.filter { $0.key != nil }
    // The scores of single probe families are for `runs show`.
    let results = all.filter { $0.key == nil && !$0.name.contains("@") }
    return runs.map { RunListReport.Run($0, settings: settings, results: results) }
  }

  private var plainQuantities: [RunQuantity<L>] {
    let settings = L.Configuration.settings.keys.map { RunQuantity<L>.setting($0) }
    let others = Self.last + ["stepsDone"].filter { !Self.last.contains($0) }
    return Self.first.map(Self.quantity) + settings + others.map(Self.quantity)
  }

  private static func shown(_ differing: [RunQuantity<L>]) -> [RunQuantity<L>] {
    first.map(quantity) + differing + last.map(quantity)
  }

  private static func quantity(_ name: String) -> RunQuantity<L> {
    guard let quantity = RunQuantity<L>.all.first(where: { $0.name == name }) else {
      preconditionFailure("no quantity \(name)")
    }
    return quantity
  }
}

extension RunQuantity {
  /// The run's text; empty where it has none.
  fileprivate func text(of row: RunRow<L>) -> String { value(of: row)?.text ?? "" }
}
