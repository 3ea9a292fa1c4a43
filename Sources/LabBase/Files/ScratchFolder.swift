import Foundation

/// A folder of a name nobody else has, for files that nobody needs afterwards.
package struct ScratchFolder {
  /// Its path.
  package let path: String

  /// Makes a folder inside another, which is made too where it is missing.
  ///
  /// - Throws: `LabError.cannotCreate`.
  package init(in folder: String, prefix: String) throws(LabError) {
    try AtomicFile.makeFolders(folder, for: folder)
    var template = Array("\(folder)/\(prefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .cannotCreate(path: "\(folder)/\(prefix)…", reason: SystemCallFailure(code: errno).reason)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes it with all that is in it.
  package func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
