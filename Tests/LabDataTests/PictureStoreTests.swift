import Foundation
import LabImages
import TestSupport
import Testing

@testable import LabBase
@testable import LabData

@Suite("Copies of training pictures")
struct PictureStoreTests {
  private let folder: TemporaryFolder
  private let store: PictureStore
  private let digest = String(repeating: "a", count: 64)

  init() throws {
    folder = try TemporaryFolder()
    store = PictureStore(output: folder.path("out"))
  }

  private func picture(_ name: String, _ value: UInt8) throws -> PictureBytes {
    let path = folder.path(name)
    try PNGFile.write(Raster(width: 1, height: 1, bytes: [value, value, value]), to: path)
    return try PictureBytes(reading: path)
  }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path("out/images"))) ?? []).sorted()
  }

  @Test("what was kept is found under the data's digest when the files are gone, in the order of the SPEC")
  func keeping() throws {
    let files = try [picture("a.png", 1), picture("b.png", 2)]
    try store.keep(files, dataDigest: digest)
    for file in files { try FileManager.default.removeItem(atPath: file.path) }
    #expect(store.files(files.map(\.path), dataDigest: digest) == files)
    #expect(store.files(["elsewhere/b.png"], dataDigest: digest) == nil)
    #expect(store.files(files.map(\.path), dataDigest: String(repeating: "b", count: 64)) == nil)
    // Under another path the content is the same.
    #expect(store.files(["x.png", "y.png"], dataDigest: digest)?.map(\.digest) == files.map(\.digest))
  }

  @Test("one content is kept once, whatever it is called and however many data are made of it")
  func sharing() throws {
    let files = try [picture("a.png", 1), picture("b.png", 1)]
    for letter in ["a", "b", "c"] {
      try store.keep(files, dataDigest: String(repeating: letter, count: 64))
    }
    #expect(names.filter { $0.hasSuffix(".png") } == ["\(files[0].digest).png"])
    #expect(names.count == 4)
    try store.keep([], dataDigest: digest)
    #expect(names.count == 4)
  }

  @Test("a copy that was damaged, and a list that leads elsewhere, is none; keeping mends it")
  func damage() throws {
    let file = try picture("a.png", 1)
    try store.keep([file], dataDigest: digest)
    let copy = folder.path("out/images/\(file.fileName)")
    var bytes = file.bytes
    bytes[bytes.count - 1] ^= 1
    try AtomicFile.write(bytes, to: copy)
    #expect(store.files([file.path], dataDigest: digest) == nil)
    try store.keep([file], dataDigest: digest)
    #expect(store.files([file.path], dataDigest: digest) == [file])
    let list = folder.path("out/images/\(digest).json")
    for text in ["", "{}", "{\"files\":[\"../../a.png\"]}", "{\"files\":[]}"] {
      try AtomicFile.write(text, to: list)
      #expect(store.files([file.path], dataDigest: digest) == nil, "\(text)")
    }
  }
}
