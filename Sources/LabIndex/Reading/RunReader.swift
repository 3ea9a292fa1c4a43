import LabBase
import LabRuns

/// Reads the files of runs, several at a time.
struct RunReader: Sendable {
  /// The output folder.
  let output: String
  /// The laboratories' tables.
  let tables: [any LabTable]
  /// How many read.
  let threads: Int

  /// Runs that one thread reads in a row, for there is little to a run.
  private static let stride = 32

  /// What the files of some runs say.
  func readings(of keys: some RandomAccessCollection<String> & Sendable) -> [RunReading] {
    let keys = Array(keys)
    let parts = (keys.count + Self.stride - 1) / Self.stride
    return ParallelMap.values(parts, threads: threads) { part in
      keys[part * Self.stride..<min(keys.count, (part + 1) * Self.stride)].map(reading)
    }.flatMap(\.self)
  }

  private func reading(_ key: String) -> RunReading {
    guard let mark = tables[0].mark(key, output: output) else { return tables[0].read(key, output: output) }
    return tables.first { $0.name == mark.lab }?.read(key, output: output) ?? .foreign
  }
}
