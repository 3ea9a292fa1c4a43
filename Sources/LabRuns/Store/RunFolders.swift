import Foundation
import LabBase

/// The folders and packs of all runs below an output folder, whichever laboratory made them.
package struct RunFolders: Sendable {
  private let output: String

  /// Looks below an output folder, which need not exist yet.
  package init(output: String) {
    self.output = output
  }

  /// The stored runs by key, with one look at each folder and pack.
  ///
  /// - Parameter threads: how many look.
  package func stamps(threads: Int) -> [RunStamp] {
    let names = Self.names(in: output + "/runs").map { $0.hasSuffix(".tar") ? String($0.dropLast(4)) : $0 }
    let prefixes = names.filter { $0.utf8.count == 2 }.distinct.sorted()
    return ParallelMap.values(prefixes.count, threads: threads) { stamps(prefix: prefixes[$0]) }.flatMap(
      \.self)
  }

  /// Those of some runs that are stored, in the order of the keys.
  package func stamps(of keys: [String]) -> [RunStamp] {
    keys.compactMap { key in
      let folder = Self.time("\(output)/runs/\(key.prefix(2))/\(key)")
      let pack = RunPack.at(prefix: key.prefix(2), output: output).flatMap { $0.runs[key] == nil ? nil : $0 }
      return stamp(key, folder: folder, pack: pack.flatMap { Self.time($0.path) })
    }
  }

  /// A run whose folder is there, or its pack, or both.
  private func stamp(_ key: String, folder: Int64?, pack: Int64?) -> RunStamp? {
    [folder, pack].compactMap(\.self).max().map { RunStamp(runKey: key, time: $0) }
  }

  private func stamps(prefix: String) -> [RunStamp] {
    let folder = "\(output)/runs/\(prefix)"
    let pack = RunPack.at(prefix: prefix, output: output)
    let packTime = pack.flatMap { Self.time($0.path) }
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    let loose =
      descriptor < 0 ? [] : Self.names(in: folder).filter { $0.utf8.count == 16 && $0.hasPrefix(prefix) }
    let keys = pack.map { Set(loose + $0.keys).sorted() } ?? loose.sorted()
    return keys.compactMap { key in
      let isPacked = pack?.runs[key] != nil
      return stamp(key, folder: Self.time(key, in: descriptor), pack: isPacked ? packTime : nil)
    }
  }

  /// The names in a folder, in no order; none where it cannot be read.
  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
          names.append(String(cString: $0))
        }
      }
    }
    return names
  }

  /// When a folder, or a pack, was last changed; nil where there is none.
  private static func time(_ path: String, in folder: Int32 = AT_FDCWD) -> Int64? {
    var status = stat()
    guard fstatat(folder, path, &status, 0) == 0, [S_IFDIR, S_IFREG].contains(status.st_mode & S_IFMT)
    else { return nil }
    return Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }
}
