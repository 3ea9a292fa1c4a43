import Foundation
import TestSupport
import Testing

@testable import LabBase

@Suite("Files that grow at their end")
struct AppendedFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("a file that is not there begins with what is appended, at 0")
  func begins() throws {
    try AppendedFile.write([1, 2], to: folder.path("new"), at: 0)
    #expect(try AtomicFile.read(folder.path("new")) == [1, 2])
  }

  @Test("what a crash left behind the length is cut off, also where nothing is appended")
  func leftovers() throws {
    let path = try folder.file("rows", Array("1,2\n3,4\n5,".utf8))
    try AppendedFile.write([], to: path, at: 8)
    #expect(try AtomicFile.read(path) == Array("1,2\n3,4\n".utf8))
    try AtomicFile.write("1,2\n3,4\n and much more than is appended now", to: path)
    try AppendedFile.write(Array("7\n".utf8), to: path, at: 4)
    #expect(try AtomicFile.read(path) == Array("1,2\n7\n".utf8))
  }

  @Test("any cuts and appends give what an array of bytes has after them")
  func model() throws {
    let path = folder.path("rows")
    var model: [UInt8] = []
    var draws = Draws("appends", 0)
    for step in 0..<100 {
      let length = draws.below(model.count + 1)
      let bytes = (0..<draws.below(2000)).map { UInt8(truncatingIfNeeded: $0 &+ step) }
      try AppendedFile.write(bytes, to: path, at: length)
      model = model[..<length] + bytes
      #expect(try AtomicFile.read(path) == model, "step \(step)")
    }
  }

  @Test("a folder in the way and one that is missing are errors that name the path")
  func refused() throws {
    for path in [folder.path, folder.path("no/file")] {
      let error = #expect(throws: LabError.self) { try AppendedFile.write([1], to: path, at: 0) }
      #expect(error?.exitCode == 73 && error?.description.hasPrefix(path) == true)
    }
  }
}
