import Foundation

/// A sweep's folder: sweep.json and manifest.jsonl (the frozen plan), results.csv and timings.csv (its tables).
public struct SweepDirectory: Equatable, Sendable {
  /// The output folder.
  public let output: String
  /// The sweep's name.
  public let name: String

  /// The folder of a sweep, which need not exist yet.
  public init(output: String, name: String) {
    self.output = output
    self.name = name
  }

  /// The path of one of the sweep's files.
  public func file(_ file: String) -> String {
    "\(output)/sweeps/\(name)/\(file)"
  }

  /// Names of the sweeps below an output folder, sorted.
  public static func names(output: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: output + "/sweeps")) ?? []).sorted()
  }

  /// Writes the plan, or finds that the same one is there.
  ///
  /// - Throws: `LabError.badConfiguration` where another plan has this name.
  public func freeze(_ plan: SweepPlan) throws(LabError) {
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
          key: "name", found: "\"\(name)\", a sweep of other runs",
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
  public func plan() throws(LabError) -> SweepPlan {
    guard FileManager.default.fileExists(atPath: file("manifest.jsonl")) else {
      let known = Self.names(output: output)
      throw .missingInput(
        what: "sweep \"\(name)\" below \(output)/sweeps",
        advice: known.isEmpty
          ? "`identity-lab sweep run` makes one" : "there are: \(known.joined(separator: ", "))")
    }
    let header = try decode(SweepHeader.self, AtomicFile.read(file("sweep.json")), file("sweep.json"))
    let text = String(decoding: try AtomicFile.read(file("manifest.jsonl")), as: UTF8.self)
    var runs: [ExperimentConfiguration] = []
    for (index, line) in text.split(separator: "\n").enumerated() {
      let place = "\(file("manifest.jsonl")) line \(index + 1)"
      let entry = try decode(ManifestLine.self, Array(line.utf8), place)
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

  private func decode<Value: Decodable>(
    _ type: Value.Type, _ bytes: [UInt8], _ place: String
  ) throws(LabError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw .badData(path: place, expected: "a part of a sweep's plan", found: "\(error)")
    }
  }
}

/// sweep.json.
private struct SweepHeader: Codable {
  let name: String
  let axes: [SweepPlan.Axis]
  let runs: Int
}

/// A line of manifest.jsonl.
private struct ManifestLine: Codable {
  let index: Int
  let runKey: String
  let configuration: ExperimentConfiguration
}
