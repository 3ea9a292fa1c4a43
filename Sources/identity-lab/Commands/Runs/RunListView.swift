import IdentityLab
import LabBase
import LabRuns

/// The stored runs as `runs list` shows them.
struct RunListView {
  /// A run that cannot be read, and why.
  struct Damage: Encodable {
    let runKey: String
    let problem: String
  }

  /// The quantities that are shown of every run, before and behind the settings.
  private static let (first, last) = (["runKey", "date", "state"], ["loss", "identity", "constant", "zone"])

  /// The runs that are shown, in their order.
  let runs: [StoredRun<ReconstructionLab>]
  /// The runs that cannot be read; they are listed whatever was chosen, for nothing is known of them.
  let damaged: [Damage]
  /// How many runs there are, damaged ones included.
  let count: Int
  /// The settings in which the shown runs differ.
  let differing: [RunQuantity<ReconstructionLab>]
  private let keyLength: Int

  /// Reads all runs of a store.
  ///
  /// - Parameters:
  ///   - filter: which are shown; nil for all.
  ///   - order: nil for the newest first.
  ///   - limit: how many at most.
  init(
    store: RunStore<ReconstructionLab>, filter: RunFilter<ReconstructionLab>?,
    order: RunOrder<ReconstructionLab>?, limit: Int?
  ) {
    var runs: [StoredRun<ReconstructionLab>] = []
    var damaged: [Damage] = []
    let directories = store.runs
    for directory in directories {
      do throws(LabError) {
        let run = StoredRun(try directory.configuration(), in: directory)
        if run.record == nil { try directory.requireReadableRecord() }
        runs.append(run)
      } catch .missingInput {
        // Claimed this moment, and its configuration not written yet.
      } catch {
        damaged.append(Damage(runKey: directory.runKey, problem: "\(error)"))
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
    // What `runs show` and others take for the run.
    let isShortEnough = Set(directories.map { $0.runKey.prefix(8) }).count == directories.count
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
      + zip(last, [1, 4, 4, 1]).map { ValueText.column($0, rank: $1) }
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

  /// The rows for a program: keys, numbers and dates in full, and every setting.
  var plain: [[String]] {
    let settings = ReconstructionConfiguration.settings.keys.map {
      RunQuantity<ReconstructionLab>.setting($0)
    }
    let quantities = Self.first.map(Self.quantity) + settings + (Self.last + ["stepsDone"]).map(Self.quantity)
    return [quantities.map(\.name)]
      + runs.map { run in quantities.map { $0.value(of: run)?.text ?? "" } }
      + damaged.map { [$0.runKey, "", "damaged"] + [String](repeating: "", count: quantities.count - 3) }
  }

  private static func quantity(_ name: String) -> RunQuantity<ReconstructionLab> {
    guard let quantity = RunQuantity<ReconstructionLab>.all.first(where: { $0.name == name }) else {
      preconditionFailure("no quantity \(name)")
    }
    return quantity
  }
}
