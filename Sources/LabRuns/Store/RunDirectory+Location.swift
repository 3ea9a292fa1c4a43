import Foundation
import LabBase

extension RunDirectory {
  /// The run whose folder has a path, wherever that is; nil where the path is of no run's folder, which is named by its key.
  package init?(at path: String) {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    let folder =
      Self.resolved(path)
      ?? Self.resolved(url.deletingLastPathComponent().deletingLastPathComponent().path)
      .map { "\($0)/\(url.lastPathComponent.prefix(2))/\(url.lastPathComponent)" }
    guard !path.isEmpty, let folder else { return nil }
    let name = folder.split(separator: "/").last ?? ""
    guard name.count == 16, name.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else { return nil }
    self.init(path: folder, runKey: String(name))
    var isFolder: ObjCBool = false
    let isLoose = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) && isFolder.boolValue
    guard isLoose || pack?.runs[runKey] != nil else { return nil }
  }

  /// A path without links; nil where nothing is there.
  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The output folder that the run lies below; nil where its folder stands alone, such as a copy.
  package var output: String? {
    let place = "/" + Self.relativePath(runKey: runKey)
    return path.hasSuffix(place) ? String(path.dropLast(place.count)) : nil
  }
}
