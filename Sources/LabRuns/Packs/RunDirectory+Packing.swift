import Foundation
import LabBase

extension RunDirectory {
  /// Names of the files in the run's folder that belong to the run, sorted, those in folders below with their paths: without
  /// claims and locks, what a crash or a damage left behind, and snapshots that are still being made.
  var looseFileNames: [String] {
    let all = FileManager.default.enumerator(atPath: path)
    var names: [String] = []
    while let name = all?.nextObject() as? String {
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: file(name), isDirectory: &isFolder)
      let isOther =
        ["claim", FolderLock.fileName, Self.damagedRecordName].contains(name) || name.hasSuffix(".tmp")
        || name.hasPrefix(SnapshotMaker<L>.folderName + "/")
      if isThere, !isFolder.boolValue, !isOther { names.append(name) }
    }
    return names.sorted()
  }

  /// Names of all files of the run, in its folder and in its pack.
  package var fileNames: [String] {
    (looseFileNames + (pack?.runs[runKey] ?? []).map(\.name)).distinct.sorted()
  }

  /// Bytes of all files of the run, each counted where it lies.
  package var bytes: Int {
    let loose = Set(looseFileNames)
    let packed = (pack?.runs[runKey] ?? []).filter { !loose.contains($0.name) }
    return loose.reduce(0) { $0 + size(of: $1) } + packed.reduce(0) { $0 + $1.size }
  }

  /// Removes the run's folder and those below it that some files were in, where nothing else is in them.
  func removeEmptyFolders(above names: [String]) {
    let folders = Set(
      names.flatMap { name in
        let words = name.split(separator: "/").dropLast()
        return words.indices.map { words[...$0].joined(separator: "/") }
      })
    for folder in folders.sorted(by: { $0.count > $1.count }) { rmdir(file(folder)) }
    rmdir(path)
  }
}
