import LabFigures
import LabRuns

/// What `sweep show --json` prints.
struct SweepShowReport<L: ProgramLab>: Encodable {
  /// A row: settings, how its runs stand, and their values.
  struct Row: Encodable {
    let settings: [String: QuantityValue]
    let runKey: String?
    let runs: Int
    let states: [String: Int]
    let values: [String: Value]
  }

  /// The value of a quantity: of one run, or of all fitted runs of a row.
  enum Value: Encodable {
    case single(QuantityValue?)
    case group(RunGroup<L>.Value)

    private enum CodingKeys: String, CodingKey {
      case mean, deviation, count, counts
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .single(let value):
        var container = encoder.singleValueContainer()
        try container.encode(value)
      case .group(.sample(let mean, let deviation, let count)):
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(mean, forKey: .mean)
        try container.encode(deviation, forKey: .deviation)
        try container.encode(count, forKey: .count)
      case .group(.texts(let texts)):
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(
          Dictionary(texts.map { ($0.text.text, $0.count) }, uniquingKeysWith: +), forKey: .counts)
      }
    }
  }

  let name: String
  let runs: Int
  let chosen: Int
  let states: [String: Int]
  let axes: [String]
  let columns: [String]
  let rows: [Row]

  /// States a sweep as it is shown.
  init(_ view: SweepView<L>) {
    name = view.name
    runs = view.runs.count
    chosen = view.chosen.count
    states = Self.census(view.runs)
    axes = view.axes.map(\.name)
    columns = view.quantities.map(\.name)
    rows = view.rows.map { row in
      let run = row.runs[0]
      return Row(
        settings: Dictionary(
          view.axes.compactMap { axis in axis.value(of: run).map { (axis.name, $0) } },
          uniquingKeysWith: { $1 }),
        runKey: view.isBySeed ? run.runKey : nil, runs: row.runs.count, states: Self.census(row.runs),
        values: Dictionary(
          view.quantities.map {
            ($0.name, view.isBySeed ? .single($0.value(of: run)) : .group(row.value(of: $0)))
          },
          uniquingKeysWith: { $1 }))
    }
  }

  private static func census(_ runs: [RunRow<L>]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: RunRow.census(of: runs).map { ($0.state, $0.count) })
  }
}
