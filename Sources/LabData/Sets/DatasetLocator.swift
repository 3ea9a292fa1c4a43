import Foundation
import LabBase

/// Finds data sets on this machine: in `--data DIR`, else in `$IDENTITY_LAB_DATA`, else in the user's cache.
///
/// A folder that somebody named is the only one looked in: what it does not have is missing, not taken from elsewhere.
package struct DatasetLocator: Sendable {
  /// The folders looked in, first to last; none of them need exist.
  package let searchedFolders: [String]
  /// What named the folder; nil of the cache.
  private let namedBy: String?

  /// Chooses the folder to look in.
  ///
  /// - Parameters:
  ///   - dataFlag: What `--data` says; nil without the flag.
  ///   - environment: `IDENTITY_LAB_DATA` names a folder. The cache is `identity-lab` in `XDG_CACHE_HOME` if that
  ///     is absolute, else in `.cache` of `HOME` (XDG Base Directory Specification). Empty counts as unset.
  package init(dataFlag: String?, environment: [String: String]) {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let cache =
      value("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? value("HOME").map { "\($0)/.cache" }
    let flag = dataFlag.flatMap { $0.isEmpty ? nil : $0 }
    let named = flag ?? value("IDENTITY_LAB_DATA")
    namedBy = named.map { _ in flag == nil ? "$IDENTITY_LAB_DATA" : "--data" }
    searchedFolders = [named ?? cache.map { "\($0)/identity-lab" }].compactMap { $0 }
  }

  /// Requires that a folder that somebody named is there and has a data set.
  ///
  /// - Throws: `LabError.missingInput(what:advice:)` where it is not.
  package func requireNamedFolder() throws(LabError) {
    guard let namedBy, let folder = searchedFolders.first else { return }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw .missingInput(
        what: "data folder \(folder)",
        advice: "\(namedBy) names it; without it built-in pictures stand in for data sets")
    }
    guard DatasetKind.allCases.contains(where: { self.folder(of: $0) != nil }) else {
      throw .missingInput(
        what: "a data set in \(folder), which \(namedBy) names,",
        advice: "it has none of the folders "
          + DatasetKind.allCases.map(\.folderName).joined(separator: ", ") + " with the original files in it")
    }
  }

  /// The folder of a data set, one of the names `mnist`, `fashion-mnist`, `cifar-10-batches-bin` and `cifar-100-binary` inside a
  /// searched folder: the first with the files of `split`, or of any split where that is nil; nil for none.
  package func folder(of kind: DatasetKind, split: DatasetSplit? = nil) -> String? {
    let splits = split.map { [$0] } ?? [.train, .test]
    return folders(of: kind).first { folder in
      splits.contains { split in paths(of: kind, split: split, in: folder) != nil }
    }
  }

  /// Whether a split can be read: its files are there or, of CIFAR-10's training batches, the first ones.
  ///
  /// What is in them is not looked at.
  package func has(_ kind: DatasetKind, split: DatasetSplit) -> Bool {
    folder(of: kind, split: split) != nil
  }

  /// Reads a split.
  ///
  /// - Parameters:
  ///   - kind: The data set.
  ///   - split: Its part.
  ///   - limit: Reads only the first so many images, quickly, without looking at the rest; nil reads and checks all.
  /// - Throws: `LabError.missingInput(what:advice:)` naming the folders and files looked for,
  ///   `LabError.badData(path:expected:found:)` for files that are not as their format requires,
  ///   `LabError.inputOutput(path:operation:reason:)`.
  package func open(
    _ kind: DatasetKind, split: DatasetSplit, limit: Int? = nil
  ) throws(LabError) -> LabelledImages {
    try read(kind, split: split, extent: limit.map { .first(max(0, $0)) } ?? .all)
  }

  /// Reads a split as far as `extent` goes; throws as ``open(_:split:limit:)``.
  func read(
    _ kind: DatasetKind, split: DatasetSplit, extent: ImageExtent
  ) throws(LabError) -> LabelledImages {
    for folder in folders(of: kind) {
      guard let paths = paths(of: kind, split: split, in: folder) else {
        continue
      }
      let names = kind.fileNames(of: split)
      let part = paths.count < names.count ? ", \(paths.count) of its \(names.count) files" : ""
      let name = "\(folder) (\(split.rawValue)\(part))"
      switch kind {
      case .mnist, .fashion:
        return try IDXFile.read(images: paths[0], labels: paths[1], name: name, extent: extent)
      case .cifar10, .cifar100:
        return try CIFARFile.read(paths, of: kind, name: name, extent: extent)
      }
    }
    throw missing(kind, split)
  }

  /// The paths of a split's files in the folder that it is read from; nil where there is none.
  func files(of kind: DatasetKind, split: DatasetSplit) -> [String]? {
    folders(of: kind).lazy.compactMap { paths(of: kind, split: split, in: $0) }.first
  }

  private func folders(of kind: DatasetKind) -> [String] {
    searchedFolders.map { "\($0)/\(kind.folderName)" }
  }

  /// The paths of a split's files in their order, up to the first that is missing; nil where too few are there.
  private func paths(of kind: DatasetKind, split: DatasetSplit, in folder: String) -> [String]? {
    var paths: [String] = []
    for name in kind.fileNames(of: split) {
      guard let path = path(of: name, kind: kind, in: folder) else { break }
      paths.append(path)
    }
    return paths.count >= kind.requiredFileCount(of: split) ? paths : nil
  }

  private func path(of name: String, kind: DatasetKind, in folder: String) -> String? {
    kind.fileSuffixes.lazy.map { "\(folder)/\(name)\($0)" }.first { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  private func missing(_ kind: DatasetKind, _ split: DatasetSplit) -> LabError {
    let names = kind.fileNames(of: split)
    let compressed = kind.fileSuffixes.contains(".gz") ? ", each plain or .gz," : ""
    // A folder with some of the files is more likely what the user meant than an empty place.
    let partial = folders(of: kind).lazy.compactMap { folder in
      let absent = names.filter { path(of: $0, kind: kind, in: folder) == nil }
      return absent.count < names.count ? "; \(folder) lacks \(absent.joined(separator: ", "))" : nil
    }.first
    let places =
      searchedFolders.isEmpty
      ? "a folder that --data or $IDENTITY_LAB_DATA names"
      : "one of the folders searched (\(searchedFolders.joined(separator: ", "))) or name another with --data"
    return .missingInput(
      what: "data set \(kind.rawValue), split \(split.rawValue),",
      advice:
        "put \(names.joined(separator: ", "))\(compressed) into \(kind.folderName) in \(places)\(partial ?? "")"
    )
  }
}
