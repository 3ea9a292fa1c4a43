import Foundation
import TestSupport
import Testing

@testable import LabBase

@Suite("Atomic files")
struct AtomicFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(
    "what is written is read back, folders above are made",
    arguments: [0, 1, 65_535, 65_536, 65_537, 300_000])
  func roundTrip(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let path = folder.path("a/b/c.bin")
    try AtomicFile.write(bytes, to: path)
    #expect(try AtomicFile.read(path) == bytes)
  }

  @Test("a pipe or a device in a file's place is refused, not waited for")
  func pipes() throws {
    let path = folder.path("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    for other in [path, "/dev/zero"] {
      let error = #expect(throws: LabError.self) { try AtomicFile.read(other) }
      #expect(error?.description.contains("not a regular file") == true)
    }
  }

  @Test("a second write replaces the first and leaves no temporary file")
  func replaces() throws {
    let path = folder.path("notes.txt")
    try AtomicFile.write("a longer first text", to: path)
    try AtomicFile.write("äöü", to: path)
    #expect(try AtomicFile.read(path) == Array("äöü".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.txt"])
  }

  @Test("writing through a link replaces the file behind it and keeps the link")
  func link() throws {
    let target = try folder.file("target", [1])
    let link = folder.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    try AtomicFile.write([2, 3], to: link)
    #expect(try AtomicFile.read(target) == [2, 3])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
  }

  @Test("threads that write the same path at once leave one whole content")
  func concurrentWrites() async throws {
    let path = folder.path("shared")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for _ in 0..<5 {
            try AtomicFile.write([UInt8](repeating: UInt8(writer), count: 10_000), to: path)
          }
        }
      }
      try await group.waitForAll()
    }
    let bytes = try AtomicFile.read(path)
    #expect(bytes.count == 10_000 && Set(bytes).count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["shared"])
  }

  @Test("a missing file is missing input that names the path")
  func missing() throws {
    let path = folder.path("nothing")
    #expect(throws: LabError.missingInput(what: path, advice: "check the path")) { try AtomicFile.read(path) }
  }

  @Test("a folder cannot be read or replaced")
  func folderInTheWay() throws {
    #expect(throws: LabError.inputOutput(path: folder.path, operation: "opening", reason: "it is a folder")) {
      try AtomicFile.read(folder.path)
    }
    #expect(throws: LabError.cannotCreate(path: folder.path, reason: "a folder has this name")) {
      try AtomicFile.write([1], to: folder.path)
    }
  }

  @Test("a device is never replaced")
  func device() throws {
    #expect(throws: LabError.cannotCreate(path: "/dev/null", reason: "it is not a regular file")) {
      try AtomicFile.write([1], to: "/dev/null")
    }
  }

  @Test("a file where a folder is needed is named")
  func fileInTheWay() throws {
    let file = try folder.file("file", [1])
    let path = folder.path("file/inner")
    #expect(throws: LabError.cannotCreate(path: path, reason: "\(file) is not a folder")) {
      try AtomicFile.write([1], to: path)
    }
  }

  @Test("a path that is no file name is refused", arguments: ["", "folder/", "a{NUL}b"])
  func noName(name: String) {
    let path = name.replacing("{NUL}", with: "\0")
    #expect(throws: LabError.cannotCreate(path: path, reason: "this is no file name")) {
      try AtomicFile.write([1], to: path)
    }
  }

  @Test("a pipe, which has no size, is read to its end")
  func pipeIsReadToItsEnd() throws {
    let path = folder.path("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    let bytes = [UInt8](repeating: 7, count: 200_000)
    let writer = Thread {
      let handle = FileHandle(forWritingAtPath: path)
      handle?.write(Data(bytes))
      try? handle?.close()
    }
    writer.start()
    #expect(try InputFile(path).read(upTo: Int.max) == bytes)
  }
}
