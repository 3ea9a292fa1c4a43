import LabBase
import LabRuns

/// The stored runs of a laboratory as `runs list` shows them.
struct RunListView<L: ProgramLab>: RunTableView {
  /// The quantities that are shown of every run, before and behind the settings.
  private static var first: [String] { ["runKey", "date", "state"] }
  private static var last: [String] { L.listColumns.map(\.name) }

  static var lab: String { L.name }

  /// The runs that are shown, in their order.
  let runs: [StoredRun<L>]
  /// The runs that cannot be read; they are listed whatever was chosen, for nothing is known of them.
  let damaged: [RunDamage]
  /// How many runs there are, damaged ones included.
  let count: Int
  /// The settings in which the shown runs differ.
  let differing: [RunQuantity<L>]
  private let keyLength: Int

  /// Reads all runs of a laboratory.
  ///
  /// - Parameters:
  ///   - unmarked: whether runs that do not tell whose they are, for they are damaged, are listed too.
  ///   - filter: which are shown; nil for all.
  ///   - order: nil for the newest first.
  ///   - limit: how many at most.
  init(
    store: RunStore<L>, unmarked: Bool, filter: RunFilter<L>?, order: RunOrder<L>?, limit: Int?
  ) {
    var runs: [StoredRun<L>] = []
    var damaged: [RunDamage] = []
    let directories = store.ownRuns(unmarked: unmarked)
    for directory in directories {
      do throws(LabError) {
        let run = StoredRun(try directory.configuration(), in: directory)
        if run.record == nil { try directory.requireReadableRecord() }
        runs.append(run)
      } catch .missingInput {
        // Claimed this moment, and its configuration not written yet.
      } catch {
        damaged.append(RunDamage(runKey: directory.runKey, problem: "\(error)"))
      }
    }
    let chosen = runs.filter { filter?.accepts($0) ?? true }
    let sorted =
      order.map { order in order.sorted(chosen) { order.quantity.value(of: $0) } }
      ?? chosen.sorted { ($0.status?.heartbeat ?? "", $1.runKey) > ($1.status?.heartbeat ?? "", $0.runKey) }
    self.runs = Array(sorted.prefix(limit ?? sorted.count))
    self.damaged = damaged
    count = runs.count + damaged.count
    differing = RunQuantity.differing(among: self.runs.map(\.configuration))
    // What `runs show` and others take for the run, of whichever laboratory.
    let all = store.runs
    let isShortEnough = Set(all.map { $0.runKey.prefix(8) }).count == all.count
    keyLength = isShortEnough ? 8 : 16
  }

  /// How many runs are shown.
  var heading: String {
    let shown = Terminal.count(count, "run")
    return (runs.count + damaged.count == count ? shown : "\(runs.count) of \(shown)")
      + (damaged.isEmpty ? "" : ", \(damaged.count) damaged")
  }

  /// The settings that all of the shown runs have.
  var common: [String] {
    runs.first.map { ValueText.settings(of: $0.configuration, without: differing) } ?? []
  }

  /// A row a run, damaged ones at the end.
  var table: TextTable {
    let (first, last) = (Self.first.map(Self.quantity), Self.last.map(Self.quantity))
    let columns =
      zip(first, [0, 3, 0]).map { ValueText.column($0, rank: $1) }
      + differing.map { ValueText.column($0, rank: 2) }
      + zip(last, L.listColumns.map(\.rank)).map { ValueText.column($0, rank: $1) }
    return TextTable(
      columns,
      rows: runs.map { run in
        (first + differing + last).map { quantity in
          let text = ValueText.shown(quantity.value(of: run), of: quantity)
          return quantity.name == "runKey" ? String(text.prefix(keyLength)) : text
        }
      }
        + damaged.map { damage in
          [String(damage.runKey.prefix(keyLength)), ValueText.none, "damaged"]
            + [String](repeating: ValueText.none, count: columns.count - 3)
        })
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

  private static func quantity(_ name: String) -> RunQuantity<L> {
    guard let quantity = RunQuantity<L>.all.first(where: { $0.name == name }) else {
      preconditionFailure("no quantity \(name)")
    }
    return quantity
  }
}
