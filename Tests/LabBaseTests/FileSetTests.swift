import Foundation
import TestSupport
import Testing

@testable import LabBase

@Suite("Files written together")
struct FileSetTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  @Test("all of a set are written, over old files and new, and nothing else is left")
  func writes() throws {
    let old = try folder.file("old", [1])
    try AtomicFile.write(together: [(old, [2, 3]), (folder.path("new"), [4]), (folder.path("below/x"), [])])
    #expect(try AtomicFile.read(old) == [2, 3])
    #expect(try AtomicFile.read(folder.path("new")) == [4])
    #expect(try AtomicFile.read(folder.path("below/x")) == [])
    #expect(try names == ["below", "new", "old"])
  }

  @Test("where one cannot be written none is", arguments: [0, 1, 2])
  func folderInTheWay(place: Int) throws {
    var files: [(path: String, bytes: [UInt8])] = []
    for name in ["a", "b"] { files.append((try folder.file(name, [1]), [2])) }
    let blocked = folder.path("blocked")
    try FileManager.default.createDirectory(atPath: blocked, withIntermediateDirectories: false)
    files.insert((blocked, [2]), at: place)
    #expect(throws: LabError.cannotCreate(path: blocked, reason: "a folder has this name")) {
      try AtomicFile.write(together: files)
    }
    #expect(try AtomicFile.read(folder.path("a")) == [1] && AtomicFile.read(folder.path("b")) == [1])
    #expect(try names == ["a", "b", "blocked"])
  }

  /// What stands in the way comes between the writing and the renaming, so that only the renaming can find it.
  @Test("where one cannot take its place those before it get their old content back, or go")
  func undo() throws {
    let old = try folder.file("old", [1])
    let blocked = folder.path("blocked")
    let error = try {
      let files = [
        try StagedFile([2], for: old), try StagedFile([2], for: folder.path("new")),
        try StagedFile([2], for: blocked), try StagedFile([2], for: folder.path("later")),
      ]
      try FileManager.default.createDirectory(atPath: blocked, withIntermediateDirectories: false)
      return #expect(throws: LabError.self) { try AtomicFile.takePlaces(files) }
    }()
    #expect(error?.exitCode == 74 && error?.description.contains("blocked") == true)
    #expect(try AtomicFile.read(old) == [1])
    #expect(try names == ["blocked", "old"])
  }

  @Test("a path cannot be written twice in a set, under another name of it either")
  func twice() throws {
    let path = try folder.file("a", [1])
    let link = folder.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    for other in [path, link] {
      let error = #expect(throws: LabError.self) {
        try AtomicFile.write(together: [(realpath(of: path), [2]), (other, [3])])
      }
      #expect(error?.exitCode == 73)
    }
    #expect(try AtomicFile.read(path) == [1])
    #expect(try names == ["a", "link"])
  }

  private func realpath(of path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
