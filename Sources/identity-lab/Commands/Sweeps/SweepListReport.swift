import LabBase
import LabRuns
import LabSweeps

/// The sweeps of an output folder: what `sweep list` shows, and prints with `--json`.
struct SweepListReport: Encodable {
  /// A sweep: how it stands, and what varies in it.
  struct Entry: Encodable {
    let status: SweepStatus
    let axes: [SweepAxis]

    private enum CodingKeys: String, CodingKey { case axes }

    func encode(to encoder: any Encoder) throws {
      try status.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(axes, forKey: .axes)
    }
  }

  /// A sweep whose plan cannot be read.
  struct Damage: Encodable {
    let name: String
    let problem: String
  }

  private(set) var sweeps: [Entry] = []
  private(set) var damaged: [Damage] = []

  /// Reads all sweeps of an output folder.
  init(_ places: LocationOptions) {
    for name in places.sweepNames {
      do throws(LabError) {
        sweeps.append(try Self.entry(name, places.laboratory(ofSweep: name), places))
      } catch {
        damaged.append(Damage(name: name, problem: "\(error)"))
      }
    }
    sweeps.sort { ($0.status.date ?? "", $1.status.name) > ($1.status.date ?? "", $0.status.name) }
  }

  private static func entry<L: ProgramLab>(
    _ name: String, _: L.Type, _ places: LocationOptions
  ) throws(LabError) -> Entry {
    let plan = try SweepDirectory<L>(output: places.folder, name: name).plan()
    return Entry(status: SweepStatus(plan: plan, store: places.store()), axes: plan.axes)
  }

  /// Whether there is no sweep at all.
  var isEmpty: Bool { sweeps.isEmpty && damaged.isEmpty }

  /// The rows for a program, with dates in full.
  var plain: [[String]] {
    [["sweep", "runs", "done", "fitted", "axes", "date", "lab"]]
      + sweeps.map { sweep in
        [
          sweep.status.name, String(sweep.status.runs), String(sweep.status.done),
          String(sweep.status.fitted),
          sweep.axes.map(\.key.rawValue).joined(separator: " "), sweep.status.date ?? "",
          sweep.status.lab,
        ]
      } + damaged.map { [$0.name, "", "", "", "damaged", "", ""] }
  }

  /// A row a sweep, those that cannot be read at the end.
  var table: TextTable {
    TextTable(
      [
        TextTable.Column(title: "sweep", isLeft: true, rank: 0), TextTable.Column(title: "runs", rank: 0),
        TextTable.Column(title: "done", rank: 0), TextTable.Column(title: "fitted", rank: 0),
        TextTable.Column(title: "axes", isLeft: true, rank: 1),
        TextTable.Column(title: "date (UTC)", isLeft: true, rank: 2),
        TextTable.Column(title: "laboratory", isLeft: true, rank: 3),
      ],
      rows: sweeps.map { sweep in
        let axes = sweep.axes.map { "\($0.key.rawValue) \($0.values.count)" }.joined(separator: ", ")
        return [
          sweep.status.name, String(sweep.status.runs), String(sweep.status.done),
          String(sweep.status.fitted),
          axes.isEmpty ? ValueText.none : axes, sweep.status.date.map(ValueText.date) ?? ValueText.none,
          sweep.status.lab,
        ]
      }
        + damaged.map {
          [
            $0.name, ValueText.none, ValueText.none, ValueText.none, "damaged", ValueText.none,
            ValueText.none,
          ]
        })
  }
}
