import LabBase
import LabRuns
import LabSweeps

/// What `boundary` found, as a table and with `--json`.
struct BoundaryReport: Encodable {
  private let name: String
  private let lab: String
  private let axis: String
  private let measure: String
  private let level: Double
  private let columns: [BoundaryColumn]
  /// Runs that were needed.
  private let runs: Int
  /// Runs of the full grid.
  private let grid: Int
  private let results: String

  private let keys: [String]

  private enum CodingKeys: String, CodingKey {
    case name, lab, axis, measure, level, columns, runs, grid, results
  }

  init<L: ProgramLab>(
    _ boundary: Boundary<L>, _ known: [String: StoredRun<L>], name: String, table: String
  ) {
    self.name = name
    lab = L.name
    axis = boundary.axis.rawValue
    measure = boundary.measure.name
    level = boundary.level
    columns = boundary.columns(known)
    runs = known.count
    grid = boundary.grid.count
    results = table
    keys = boundary.columnKeys.map(\.rawValue)
  }

  /// Prints it for a reader.
  func show() {
    Terminal.result("boundary \(name): where \(measure) crosses \(PlainNumber.text(level)) along \(axis)\n")
    Terminal.show(table)
    Terminal.result("")
    for column in columns { remarks(on: column).forEach { Terminal.result("\(title(column))\($0)") } }
    let share = Int((100 * Double(runs) / Double(grid)).rounded())
    Terminal.result("\(runs) of the \(grid) runs of the full grid (\(share) %), table in \(results)")
  }

  /// A row a crossing, and one a column without.
  private var table: TextTable {
    let numbers = ["before", "after", "interval", "\(measure) before", "\(measure) after", "places", "runs"]
    let ranks = [0, 0, 1, 1, 1, 2, 2]
    return TextTable(
      keys.map { TextTable.Column(title: $0, rank: 0) } + [
        TextTable.Column(title: "crosses", isLeft: true, rank: 0)
      ]
        + zip(numbers, ranks).map { TextTable.Column(title: $0, rank: $1) },
      rows: columns.flatMap { column in
        let first = keys.map { column.settings[$0] ?? ValueText.none }
        let last = ["\(column.places.count) of \(column.values)", String(column.runs)]
        guard !column.crossings.isEmpty else {
          return [first + [column.standing.rawValue] + [String](repeating: ValueText.none, count: 5) + last]
        }
        return column.crossings.map { crossing in
          first + [crossing.direction.rawValue, crossing.before.value, crossing.after.value]
            + [
              "\(crossing.lower ?? "?") … \(crossing.upper ?? "?")", text(crossing.before),
              text(crossing.after),
            ]
            + last
        }
      })
  }

  /// A mean with its interval: `0.812 [0.790, 0.834]`.
  private func text(_ place: BoundaryPlace) -> String {
    guard let mean = place.mean else { return ValueText.none }
    guard let interval = place.interval else { return Terminal.number(mean) }
    return "\(Terminal.number(mean)) [\(Terminal.number(interval.lower)), \(Terminal.number(interval.upper))]"
  }

  private func title(_ column: BoundaryColumn) -> String {
    keys.compactMap { key in column.settings[key].map { "\(key) \($0)" } }.joined(separator: ", ")
      + (column.settings.isEmpty ? "" : ": ")
  }

  private func remarks(on column: BoundaryColumn) -> [String] {
    let known = column.places.filter { $0.side != .unknown }
    let unknown = column.places.filter { $0.side == .unknown }.map(\.value)
    let partial = column.places.filter { $0.setAside > 0 && $0.side != .unknown }
    let gaps = column.crossings.filter { $0.unknownBetween > 0 }
    let side = column.standing == .below ? "below the level" : "at the level or above"
    return [
      column.standing == .notMonotone
        ? "not monotone: \(column.crossings.count) crossings were seen, and there may be more" : nil,
      column.standing == .below || column.standing == .above
        ? "no crossing was seen: \(side) at all \(known.count) known values, from \(known[0].value) to "
          + known[known.count - 1].value : nil,
      unknown.isEmpty ? nil : "nothing is known at \(unknown.joined(separator: ", ")), where no run counts",
      partial.isEmpty
        ? nil
        : "some runs do not count: "
          + partial.map { "\($0.setAside) of \($0.counted + $0.setAside) at \($0.value)" }.joined(
            separator: ", "),
    ].compactMap(\.self)
      + gaps.map {
        "\($0.unknownBetween) values between \($0.before.value) and \($0.after.value) are unknown"
      }
  }
}
