import LabRuns

/// A run's record with its times, for `train --json` and `runs show --json`.
struct TrainReport<L: ProgramLab>: Encodable {
  let record: L.Record
  let status: RunStatus?
  /// The steps whose weights were asked to be saved; nil where nobody asked.
  var snapshots: [Int]?

  private enum CodingKeys: String, CodingKey {
    case lab, seconds, millisecondsPerStep, instructions, snapshots
  }

  func encode(to encoder: any Encoder) throws {
    try record.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(L.name, forKey: .lab)
    try container.encode(status?.seconds, forKey: .seconds)
    try container.encode(status?.millisecondsPerStep, forKey: .millisecondsPerStep)
    try container.encodeIfPresent(status?.instructions, forKey: .instructions)
    try container.encodeIfPresent(snapshots, forKey: .snapshots)
  }
}
