import Foundation
import TestSupport
import Testing

@testable import LabBase

@Suite("Scratch folders")
struct ScratchFolderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("each has a name of its own in the folder asked for, which is made where it is missing")
  func unique() async throws {
    let parent = folder.path("below/ä b")
    let paths = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<30 { group.addTask { try ScratchFolder(in: parent, prefix: "fresh-").path } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(paths).count == 30)
    #expect(paths.allSatisfy { $0.hasPrefix(parent + "/fresh-") })
    let names = try FileManager.default.contentsOfDirectory(atPath: parent).map { "\(parent)/\($0)" }
    #expect(Set(names) == Set(paths))
  }

  @Test("one is removed with all that is in it, and nothing beside it; twice does no harm")
  func removed() throws {
    let kept = try folder.file("kept", [1])
    let scratch = try ScratchFolder(in: folder.path, prefix: "fresh-")
    try AtomicFile.write([1], to: scratch.path + "/a/b")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/link", withDestinationPath: kept)
    scratch.remove()
    scratch.remove()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["kept"])
    #expect(try AtomicFile.read(kept) == [1])
  }

  @Test("a file where its folder should be is an error that names the path")
  func refused() throws {
    let file = try folder.file("file", [1])
    let error = #expect(throws: LabError.self) { try ScratchFolder(in: file, prefix: "x") }
    #expect(error?.exitCode == 73 && error?.description.hasPrefix(file) == true)
  }
}
