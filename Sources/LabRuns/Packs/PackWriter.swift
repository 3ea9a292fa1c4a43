import Foundation
import LabBase

/// Writes a pack anew: beside the old one, flushed and read back before it takes its place.
struct PackWriter {
  /// The output folder.
  let output: String
  /// The prefix of the runs' keys.
  let prefix: String

  private var path: String { RunPack.path(prefix: prefix, output: output) }

  /// Replaces the pack by one with other runs; one of no runs is removed.
  ///
  /// - Parameters:
  ///   - added: files by their runs' keys, names below the run's folder; they win over those of the pack.
  ///   - removed: keys of runs that it shall no longer have.
  /// - Throws: `LabError.badData` where the old pack is damaged or the new one does not read back to the same bytes,
  ///   `.inputOutput` and `.cannotCreate` as files do.
  func write(adding added: [String: [String]], removing removed: Set<String> = []) throws(LabError) {
    let old = RunPack.at(prefix: prefix, output: output)
    try old?.requireWhole()
    let keys = Set((old?.keys ?? []) + added.keys).subtracting(removed).sorted()
    guard !keys.isEmpty else {
      unlink(path)
      return
    }
    let file = try TemporaryFile(in: output + "/runs", for: path)
    for key in keys {
      let new = (added[key] ?? []).sorted()
      for name in new {
        var status = stat()
        _ = stat(loose(name, of: key), &status)
        try put(
          AtomicFile.read(loose(name, of: key)), name, of: key, time: Int(status.st_mtim.tv_sec), in: file)
      }
      guard let old, let entries = old.runs[key] else { continue }
      let source = try PackFile(old.path)
      for (place, entry) in entries.enumerated() where !new.contains(entry.name) {
        // Of several of one name the last counts.
        if entries[(place + 1)...].contains(where: { $0.name == entry.name }) { continue }
        try put(source.read(entry.size, at: entry.offset), entry.name, of: key, time: entry.time, in: file)
      }
    }
    try file.append([UInt8](repeating: 0, count: 2 * TarHeader.blockSize))
    try file.synchronize()
    try check(RunPack(reading: file.name, prefix: prefix), added: added)
    try file.takeName(path)
    AtomicFile.synchronize(folder: output + "/runs")
  }

  private func loose(_ name: String, of key: String) -> String { "\(output)/runs/\(prefix)/\(key)/\(name)" }

  private func put(
    _ bytes: [UInt8], _ name: String, of key: String, time: Int, in file: borrowing TemporaryFile
  ) throws(LabError) {
    let head = TarHeader(name: "\(prefix)/\(key)/\(name)", size: bytes.count, time: time)
    guard let block = head.block else {
      throw .cannotCreate(
        path: path, reason: "\(name) of run \(key) has too long a name or is too large for tar")
    }
    let rest = (TarHeader.blockSize - bytes.count % TarHeader.blockSize) % TarHeader.blockSize
    try file.append(block + bytes + [UInt8](repeating: 0, count: rest))
  }

  private func check(_ pack: RunPack, added: [String: [String]]) throws(LabError) {
    try pack.requireWhole()
    for (key, names) in added {
      for name in names {
        guard try pack.read(name, of: key) == AtomicFile.read(loose(name, of: key)) else {
          throw .badData(
            path: path, expected: "\(name) of run \(key) as it was written",
            found: "other bytes; nothing was removed")
        }
      }
    }
  }
}
