import Foundation
import LabBase
import LabRuns

/// The runs of a sweep by their keys, whichever laboratory it is of: what its plan says without its settings.
package struct SweepKeys: Sendable {
  /// The sweep's name.
  package let name: String
  /// The laboratory; nil where the sweep does not tell.
  package let lab: String?
  /// The keys of its runs in the plan's order; none where the plan cannot be read.
  package let runKeys: [String]
  /// Why the plan cannot be read; nil where it can.
  package let problem: String?

  /// Reads the plan of a sweep.
  package init(output: String, name: String) {
    self.name = name
    let folder = "\(output)/sweeps/\(name)"
    lab = LabMark(reading: folder + "/sweep.json")?.lab
    do throws(LabError) {
      let keys = try Self.runKeys(folder + "/manifest.jsonl")
      let head: Head = try JSONFile.decode(
        AtomicFile.read(folder + "/sweep.json"), path: folder + "/sweep.json",
        contents: "the head of a sweep's plan")
      guard keys.count >= head.runs else {
        throw .badData(
          path: folder + "/manifest.jsonl", expected: "at least \(head.runs) runs, as sweep.json says",
          found: "\(keys.count)")
      }
      runKeys = keys
      problem = nil
    } catch {
      runKeys = []
      problem = "\(error)"
    }
  }

  /// Names of the sweeps below an output folder, sorted.
  package static func names(output: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: output + "/sweeps")) ?? []).sorted()
  }

  /// What tells whether a sweep's plan is still the one that was read; nil where there is none.
  package static func identity(output: String, name: String) -> String? {
    FileIdentity("\(output)/sweeps/\(name)/manifest.jsonl")?.description
  }

  private static func runKeys(_ path: String) throws(LabError) -> [String] {
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    var keys: [String] = []
    for (index, line) in text.split(separator: "\n").enumerated() {
      let entry: Line = try JSONFile.decode(
        Array(line.utf8), path: "\(path) line \(index + 1)", contents: "a run of a sweep's plan")
      keys.append(entry.runKey)
    }
    return keys
  }

  /// sweep.json, without the axes.
  private struct Head: Decodable {
    let runs: Int
  }

  /// A line of manifest.jsonl, without the settings.
  private struct Line: Decodable {
    let runKey: String
  }
}
