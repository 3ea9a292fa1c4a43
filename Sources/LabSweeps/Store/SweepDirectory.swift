import Foundation
import LabBase
import LabRuns

/// A sweep's folder: sweep.json and manifest.jsonl (the frozen plan), results.csv and timings.csv (its tables).
package struct SweepDirectory<L: Lab>: Equatable, Sendable {
  /// The output folder.
  package let output: String
  /// The sweep's name.
  package let name: String

  /// The folder of a sweep, which need not exist yet.
  package init(output: String, name: String) {
    self.output = output
    self.name = name
  }

  /// The path of one of the sweep's files.
  package func file(_ file: String) -> String {
    "\(output)/sweeps/\(name)/\(file)"
  }

  /// Names of the sweeps below an output folder, sorted.
  package static func names(output: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: output + "/sweeps")) ?? []).sorted()
  }

  /// Writes the plan, or finds that the same one is there.
  ///
  /// - Throws: `LabError.badConfiguration` where another plan has this name.
  package func freeze(_ plan: SweepPlan<L>) throws(LabError) {
    let lines = plan.runs.enumerated().map { index, configuration in
      CanonicalJSON.compact(
        ManifestLine(index: index, runKey: configuration.runKey, configuration: configuration))
        + "\n"
    }
    let manifest = lines.joined()
    let path = file("manifest.jsonl")
    if FileManager.default.fileExists(atPath: path) {
      let old = try AtomicFile.read(path)
      guard old == Array(manifest.utf8) else {
        throw .badConfiguration(
          key: "--name", found: "\"\(name)\", a sweep of other runs",
          expected: "another --name (runs that both have are reused), or remove \(file(""))")
      }
      return
    }
    let header = SweepHeader(name: name, axes: plan.axes, runs: plan.runs.count)
    try AtomicFile.write(CanonicalJSON.pretty(header), to: file("sweep.json"))
    try AtomicFile.write(manifest, to: path)
  }

  /// Reads the plan back.
  ///
  /// - Throws: `LabError.missingInput` where there is no such sweep, `LabError.badData` for a broken line.
  package func plan() throws(LabError) -> SweepPlan<L> {
    guard FileManager.default.fileExists(atPath: file("manifest.jsonl")) else {
      let known = Self.names(output: output)
      throw .missingInput(
        what: "sweep \"\(name)\" below \(output)/sweeps",
        advice: known.isEmpty
          ? "`identity-lab sweep run` makes one" : "there is \(Spelling.choices(for: name, among: known))")
    }
    let header: SweepHeader = try JSONFile.decode(
      AtomicFile.read(file("sweep.json")), path: file("sweep.json"), contents: "the head of a sweep's plan")
    try L.Configuration.settings.require(header.axes.map(\.key), in: file("sweep.json"))
    let text = String(decoding: try AtomicFile.read(file("manifest.jsonl")), as: UTF8.self)
    var runs: [L.Configuration] = []
    for (index, line) in text.split(separator: "\n").enumerated() {
      let place = "\(file("manifest.jsonl")) line \(index + 1)"
      let entry: ManifestLine<L.Configuration> = try JSONFile.decode(
        Array(line.utf8), path: place, contents: "a run of a sweep's plan")
      guard entry.index == index, entry.configuration.runKey == entry.runKey else {
        throw .badData(
          path: place, expected: "run \(index) with its key", found: "run \(entry.index), key \(entry.runKey)"
        )
      }
      runs.append(entry.configuration)
    }
    guard runs.count == header.runs else {
      throw .badData(
        path: file("manifest.jsonl"), expected: "\(header.runs) runs, as sweep.json says",
        found: "\(runs.count)")
    }
    return SweepPlan(name: name, axes: header.axes, runs: runs)
  }
}

/// sweep.json.
private struct SweepHeader: Codable {
  let name: String
  let axes: [SweepAxis]
  let runs: Int
}

/// A line of manifest.jsonl.
private struct ManifestLine<Configuration: RunConfiguration>: Codable {
  let index: Int
  let runKey: String
  let configuration: Configuration
}
