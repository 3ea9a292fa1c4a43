import LabBase
import LabRuns
import Nets

/// A frozen plan as manifest.jsonl has it: a line a run, each read when it is asked for.
package struct SweepManifest<L: Lab>: Sendable {
  private let name: String
  private let axes: [SweepAxis]
  private let question: String?
  private let path: String
  private let lines: [ArraySlice<UInt8>]

  init(name: String, axes: [SweepAxis], question: String?, path: String, bytes: [UInt8]) {
    self.name = name
    self.axes = axes
    self.question = question
    self.path = path
    lines = bytes.split(separator: UInt8(ascii: "\n"))
  }

  /// How many runs there are.
  package var count: Int { lines.count }

  /// The run of a place, which must be one of the plan's.
  ///
  /// - Throws: `LabError.badData` for a broken line.
  package func run(at index: Int) throws(LabError) -> L.Configuration {
    let place = "\(path) line \(index + 1)"
    let entry: Line = try JSONFile.decode(
      Array(lines[index]), path: place, contents: "a run of a sweep's plan")
    guard entry.index == index, entry.configuration.runKey == entry.runKey else {
      throw .badData(
        path: place, expected: "run \(index) with its key", found: "run \(entry.index), key \(entry.runKey)")
    }
    return entry.configuration
  }

  /// All of it; several lines are read at a time.
  ///
  /// - Throws: `LabError.badData` for the first broken line.
  func plan() throws(LabError) -> SweepPlan<L> {
    let threads = MachineProcessors.usable(scheduled: Processor.usableCount)
    let found = ParallelMap.map(Array(lines.indices), threads: threads) { index in
      Result { () throws(LabError) in try run(at: index) }
    }
    var runs: [L.Configuration] = []
    for run in found { runs.append(try run.get()) }
    return SweepPlan(name: name, axes: axes, runs: runs, question: question)
  }

  /// A run's line, without its end.
  static func line(_ index: Int, _ configuration: L.Configuration) -> String {
    CanonicalJSON.compact(Line(index: index, runKey: configuration.runKey, configuration: configuration))
  }

  private struct Line: Codable {
    let index: Int
    let runKey: String
    let configuration: L.Configuration
  }
}
