import Foundation
import LabBase

/// Puts the files of many finished runs into few packs, and takes them out again.
///
/// Packers work one after another, under a lock of the folder of runs. A run that somebody is at is left alone.
package struct RunPacker<L: Lab> {
  /// What became of runs that were to be packed.
  package struct Report: Sendable {
    /// The runs that were packed or unpacked, by key.
    package var runKeys: [String] = []
    /// Files that are no longer there, or were put back.
    package var files = 0
    /// Runs that were left as they are, and why.
    package var skipped: [(runKey: String, reason: String)] = []
  }

  /// Runs that are claimed at a time: each holds a file open.
  private static var batch: Int { 200 }

  private let output: String

  /// Works on the runs of an output folder.
  package init(output: String) {
    self.output = output
  }

  /// Packs runs.
  ///
  /// - Parameter onProgress: called with the fraction of the runs that were looked at.
  /// - Throws: `LabError.badData` where a pack is damaged; what writing throws. The runs of the packs before are packed.
  package func pack(
    _ runs: [RunDirectory<L>], onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> Report {
    var report = Report()
    var seen = 0
    for (prefix, members) in groups(of: runs) {
      guard let lock = folderLock(for: members, &report) else { continue }
      defer { withExtendedLifetime(lock) {} }
      for first in stride(from: 0, to: members.count, by: Self.batch) {
        let part = members[first..<min(members.count, first + Self.batch)]
        try pack(part, prefix: prefix, &report)
        seen += part.count
        onProgress(Double(seen) / Double(runs.count))
      }
    }
    return report
  }

  /// Takes runs out of their packs; files that lie in their folders stay as they are.
  ///
  /// - Throws: as ``pack(_:onProgress:)``.
  package func unpack(
    _ runs: [RunDirectory<L>], onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> Report {
    var report = Report()
    var seen = 0
    for (prefix, members) in groups(of: runs) {
      guard let lock = folderLock(for: members, &report) else { continue }
      defer { withExtendedLifetime(lock) {} }
      let pack = RunPack.at(prefix: prefix, output: output)
      try pack?.requireWhole()
      for run in members {
        guard let entries = pack?.runs[run.runKey] else { continue }
        for name in entries.map(\.name).distinct where access(run.file(name), F_OK) != 0 {
          try AtomicFile.write(run.read(name), to: run.file(name))
          report.files += 1
        }
        report.runKeys.append(run.runKey)
      }
      try PackWriter(output: output, prefix: prefix).write(adding: [:], removing: Set(members.map(\.runKey)))
      seen += members.count
      onProgress(Double(seen) / Double(runs.count))
    }
    return report
  }

  /// Removes runs, packed ones too, but for those that somebody is at.
  ///
  /// - Parameter objection: asked of each run while nobody else can be at it: why it is to stay; nil where it is to go.
  /// - Throws: as ``pack(_:onProgress:)``.
  package func remove(
    _ runs: [RunDirectory<L>], unless objection: (RunDirectory<L>) -> String? = { _ in nil }
  ) throws(LabError) -> Report {
    var report = Report()
    for (prefix, members) in groups(of: runs) {
      guard let lock = folderLock(for: members, &report) else { continue }
      defer { withExtendedLifetime(lock) {} }
      var removed: Set<String> = []
      for run in members {
        let count = run.fileNames.count
        if let reason = try removeFolder(of: run, unless: objection) {
          report.skipped.append((run.runKey, reason))
          // That of a packed run was made for the claim.
          rmdir(run.path)
        } else {
          report.files += count
          removed.insert(run.runKey)
        }
      }
      let pack = RunPack.at(prefix: prefix, output: output)
      if pack?.keys.contains(where: removed.contains) == true {
        try PackWriter(output: output, prefix: prefix).write(adding: [:], removing: removed)
      }
      report.runKeys += removed.sorted()
    }
    return report
  }

  /// Removes a run's folder; gives the reason where it does not.
  private func removeFolder(
    of run: RunDirectory<L>, unless objection: (RunDirectory<L>) -> String?
  ) throws(LabError) -> String? {
    guard let claim = try RunClaim(run) else { return "another process is at it" }
    defer { withExtendedLifetime(claim) {} }
    if let reason = objection(run) { return reason }
    do {
      try FileManager.default.removeItem(atPath: run.path)
      return nil
    } catch {
      return "its folder cannot be removed (\(error.localizedDescription))"
    }
  }

  /// The lock of the folder of runs; where it cannot be had, the runs that it was for are left.
  private func folderLock(for runs: [RunDirectory<L>], _ report: inout Report) -> FolderLock? {
    let lock = FolderLock(output + "/runs")
    if lock == nil {
      report.skipped += runs.map { ($0.runKey, "the folder \(output)/runs cannot be opened") }
    }
    return lock
  }

  private func groups(of runs: [RunDirectory<L>]) -> [(prefix: String, runs: [RunDirectory<L>])] {
    Dictionary(grouping: runs) { String($0.runKey.prefix(2)) }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value.sorted { $0.runKey < $1.runKey }) }
  }

  private func pack(
    _ runs: ArraySlice<RunDirectory<L>>, prefix: String, _ report: inout Report
  ) throws(LabError) {
    var claimed: [(run: RunDirectory<L>, claim: RunClaim, names: [String])] = []
    for run in runs where access(run.path, F_OK) == 0 {
      guard run.record != nil else {
        report.skipped.append((run.runKey, "it is not done"))
        continue
      }
      guard let claim = try RunClaim(run) else {
        report.skipped.append((run.runKey, "another process is at it"))
        continue
      }
      let names = run.looseFileNames
      if !names.isEmpty { claimed.append((run, claim, names)) }
    }
    guard !claimed.isEmpty else { return }
    let added = Dictionary(uniqueKeysWithValues: claimed.map { ($0.run.runKey, $0.names) })
    try PackWriter(output: output, prefix: prefix).write(adding: added)
    report.runKeys += claimed.map(\.run.runKey)
    report.files += claimed.reduce(0) { $0 + $1.names.count }
    let folders = claimed.map { ($0.run, $0.names) }
    // What somebody added meanwhile stays, and so do the folders that it is in.
    for (run, names) in folders { for name in names { unlink(run.file(name)) } }
    claimed = []
    for (run, names) in folders { run.removeEmptyFolders(above: names) }
  }
}
