import Foundation
import LabBase

extension RunDirectory {
  /// The run whose folder has a path, wherever that is; nil where the path is of no run's folder, which is named by its key.
  package init?(at path: String) {
    guard let resolved = path.isEmpty ? nil : realpath(path, nil) else { return nil }
    defer { free(resolved) }
    let folder = String(cString: resolved)
    let name = folder.split(separator: "/").last ?? ""
    var isFolder: ObjCBool = false
    guard name.count == 16, name.allSatisfy({ $0.isHexDigit && !$0.isUppercase }),
      FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else { return nil }
    self.init(path: folder, runKey: String(name))
  }

  /// The output folder that the run lies below; nil where its folder stands alone, such as a copy.
  package var output: String? {
    let place = "/" + Self.relativePath(runKey: runKey)
    return path.hasSuffix(place) ? String(path.dropLast(place.count)) : nil
  }
}
