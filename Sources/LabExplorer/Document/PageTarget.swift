import Foundation
import LabBase

/// Where a page goes, and what is there already.
struct PageTarget {
  /// The page's path.
  let path: String

  /// Takes a path.
  init(_ path: String) { self.path = path }

  /// The folder of parts, beside the page.
  var folder: String { (path.hasSuffix(".html") ? String(path.dropLast(".html".count)) : path) + "-parts" }
  /// Its name.
  var folderName: String { (folder as NSString).lastPathComponent }

  /// The folder that the page is in.
  var parent: String {
    let parent = (path as NSString).deletingLastPathComponent
    return parent.isEmpty ? "." : parent
  }

  /// What a page of the explorer has near its beginning.
  static let mark = #"<meta name="generator" content="identity-lab explore"#

  /// Requires that nothing of somebody else's would be replaced.
  ///
  /// - Throws: `LabError.cannotCreate` where it would.
  func requireFree() throws(LabError) {
    if FileManager.default.fileExists(atPath: path) {
      let file = try InputFile(path)
      let head = String(decoding: try file.read(upTo: 4096), as: UTF8.self)
      guard head.contains(Self.mark) else {
        throw .cannotCreate(
          path: path,
          reason:
            "there is a file that is no page of the explorer; --to names another place, --force replaces it")
      }
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), !isFolder.boolValue {
      throw .cannotCreate(path: folder, reason: "it is no folder; --to names another place")
    }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard Self.isPart(name) else {
        throw .cannotCreate(
          path: folder,
          reason:
            "the folder has \(name), which is none of the explorer's; --to names another place, --force writes beside it"
        )
      }
    }
  }

  /// The names of the parts that are in the folder.
  func presentParts() throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder).filter(Self.isPart)
  }

  /// Whether the folder is there and has nothing in it.
  func isEmptyFolder() throws -> Bool {
    guard FileManager.default.fileExists(atPath: folder) else { return false }
    return try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty
  }

  /// Whether a file's name is that of a part.
  private static func isPart(_ name: String) -> Bool {
    name.hasSuffix(".js") && ["inputs-", "thumbs-", "answers-", "detail-"].contains { name.hasPrefix($0) }
  }
}
