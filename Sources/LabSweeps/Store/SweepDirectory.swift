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

  /// The folder of the sweep that a user means: a name below an output folder, or the path of a folder OUT/sweeps/NAME,
  /// wherever that is.
  package init(matching text: String, output: String) {
    let path = URL(fileURLWithPath: text).standardizedFileURL
    let above = path.deletingLastPathComponent()
    guard text.contains("/") || text == ".", above.lastPathComponent == "sweeps" else {
      self.init(output: output, name: text)
      return
    }
    self.init(output: above.deletingLastPathComponent().path, name: path.lastPathComponent)
  }

  /// The path of one of the sweep's files.
  package func file(_ file: String) -> String {
    "\(output)/sweeps/\(name)/\(file)"
  }

  /// Which laboratory the sweep is of; nil where sweep.json is not there or is no object.
  package var mark: LabMark? { LabMark(reading: file("sweep.json")) }

  /// Names of the sweeps below an output folder, sorted, whichever laboratory made them.
  package static func names(output: String) -> [String] {
    SweepKeys.names(output: output)
  }

  /// Writes the plan, or finds that it is there: the same one, one that was extended since and begins with it, or one
  /// that has come to the same runs in another order.
  ///
  /// - Returns: the plan, its runs at the places that they have in manifest.jsonl.
  /// - Throws: `LabError.badConfiguration` where another plan has this name.
  @discardableResult
  package func freeze(_ plan: SweepPlan<L>) throws(LabError) -> SweepPlan<L> {
    let path = file("manifest.jsonl")
    try AtomicFile.makeFolders(file("."), for: path)
    // Two sweeps of one name may begin together, and one of them is then of other runs.
    let lock = FolderLock(file("."))
    defer { withExtendedLifetime(lock) {} }
    guard FileManager.default.fileExists(atPath: path) else {
      try AtomicFile.write(together: files(of: plan))
      return plan
    }
    if try AtomicFile.read(path).starts(with: Self.manifest(of: plan).utf8) { return plan }
    let old = try self.plan()
    guard Set(old.runs.map(\.runKey)) == Set(plan.runs.map(\.runKey)) else {
      throw .badConfiguration(
        key: "--name", found: "\"\(name)\", a sweep of other runs",
        expected: "another --name (runs that both have are reused), or remove \(file(""))")
    }
    return old
  }

  /// Adds values to the axes of the plan that is there; see ``SweepPlan/extended(by:lab:)``.
  ///
  /// Several processes may do so at once; none loses what another one added.
  ///
  /// - Returns: the plan before and after it.
  /// - Throws: `LabError` where there is no such sweep, or its plan cannot have these values.
  package func extend(
    by settings: Settings, lab: L
  ) throws(LabError) -> (old: SweepPlan<L>, new: SweepPlan<L>) {
    let lock = FolderLock(file("."))
    defer { withExtendedLifetime(lock) {} }
    let old = try plan()
    let new = try old.extended(by: settings, lab: lab)
    // The manifest comes first: a reader may meet more runs than the head speaks of, never fewer.
    if new != old { try AtomicFile.write(together: files(of: new).reversed()) }
    return (old, new)
  }

  /// Writes a plan that was chosen for a question, or adds its runs behind those that an earlier one for the same question
  /// has.
  ///
  /// - Returns: the plan as it is then.
  /// - Throws: `LabError.badConfiguration` where a sweep of this name has another question, or none.
  package func grow(to plan: SweepPlan<L>) throws(LabError) -> SweepPlan<L> {
    try AtomicFile.makeFolders(file("."), for: file("."))
    let lock = FolderLock(file("."))
    defer { withExtendedLifetime(lock) {} }
    guard FileManager.default.fileExists(atPath: file("manifest.jsonl")) else {
      try AtomicFile.write(together: files(of: plan))
      return plan
    }
    let old = try self.plan()
    guard old.question == plan.question else {
      throw .badConfiguration(
        key: "--name", found: "\"\(name)\", " + (old.question ?? "a sweep of known runs"),
        expected: "another --name (runs that both have are reused), or remove \(file(""))")
    }
    let new = old.joined(with: plan)
    // As in extend(by:lab:), and for the same reason.
    if new != old { try AtomicFile.write(together: files(of: new).reversed()) }
    return new
  }

  /// The head, then the manifest, with which a plan is complete.
  private func files(of plan: SweepPlan<L>) -> [(path: String, bytes: [UInt8])] {
    let header = SweepHeader(
      lab: L.name, name: name, axes: plan.axes, runs: plan.runs.count, question: plan.question)
    return [
      (file("sweep.json"), Array(CanonicalJSON.pretty(header).utf8)),
      (file("manifest.jsonl"), Array(Self.manifest(of: plan).utf8)),
    ]
  }

  private static func manifest(of plan: SweepPlan<L>) -> String {
    plan.runs.enumerated().map { SweepManifest<L>.line($0, $1) + "\n" }.joined()
  }

  /// Reads the plan back.
  ///
  /// - Throws: `LabError.missingInput` where there is no such sweep, `LabError.badData` for a broken line,
  ///   `.badConfiguration` for a sweep of another laboratory.
  package func plan() throws(LabError) -> SweepPlan<L> { try manifest().plan() }

  /// Opens the plan without reading its runs, of which a worker makes some.
  ///
  /// - Throws: `LabError.missingInput` where there is no such sweep, `LabError.badData` for a broken head or too few lines,
  ///   `.badConfiguration` for a sweep of another laboratory.
  package func manifest() throws(LabError) -> SweepManifest<L> {
    guard FileManager.default.fileExists(atPath: file("manifest.jsonl")) else {
      let known = Self.names(output: output)
      throw .missingInput(
        what: "sweep \"\(name)\" below \(output)/sweeps",
        advice: known.isEmpty
          ? "`identity-lab sweep run` makes one; --out names another output folder"
          : "there is \(Spelling.choices(for: name, among: known))")
    }
    let head = try AtomicFile.read(file("sweep.json"))
    try LabMark(json: head)?.require(L.self, of: "sweep \(name)")
    let header: SweepHeader = try JSONFile.decode(
      head, path: file("sweep.json"), contents: "the head of a sweep's plan")
    try L.Configuration.settings.require(header.axes.map(\.key), in: file("sweep.json"))
    let manifest = SweepManifest<L>(
      name: name, axes: header.axes, question: header.question, path: file("manifest.jsonl"),
      bytes: try AtomicFile.read(file("manifest.jsonl")))
    // One that is being extended, or was when the machine went down, has its new runs here first.
    guard manifest.count >= header.runs else {
      throw .badData(
        path: file("manifest.jsonl"), expected: "at least \(header.runs) runs, as sweep.json says",
        found: "\(manifest.count)")
    }
    return manifest
  }
}

/// sweep.json.
private struct SweepHeader: Codable {
  /// Absent in files of before it was recorded.
  let lab: String?
  let name: String
  let axes: [SweepAxis]
  let runs: Int
  /// Absent of a plan that was known from the start.
  let question: String?
}
