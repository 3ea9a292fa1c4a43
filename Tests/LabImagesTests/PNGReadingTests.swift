import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabImages

@Suite("reading PNG files")
struct PNGReadingTests {
  @Test("every kind gives exactly the pixels it stores", arguments: PNGKind.all)
  func kinds(kind: PNGKind) throws {
    for (width, height) in [(1, 1), (8, 8), (13, 5), (3, 11), (40, 33)] {
      let file = kind.file(width: width, height: height)
      let image = try PNGFile.read(bytes: file.bytes, name: "\(kind)")
      #expect(image == kind.image(of: file), "\(width)×\(height)")
    }
  }

  @Test("16-bit samples are rounded to the nearest 8-bit value, not cut")
  func sixteenBit() throws {
    let samples = [0, 128, 129, 255, 256, 0x7FFF, 0x80FF, 0xFE80, 0xFEFF, 0xFFFF]
    let file = TestPNG(width: samples.count, height: 1, bitDepth: 16, samples: samples)
    let image = try PNGFile.read(bytes: file.bytes, name: "16 bit")
    #expect(image.pixels.map { $0 * 255 } == samples.map { (Float($0) / 257).rounded() })
  }

  @Test("pixels in several IDAT chunks, with chunks of other programs around them, are read")
  func severalChunks() throws {
    var file = TestPNG(width: 9, height: 9, samples: (0..<81).map { $0 * 3 })
    file.before = [
      ("gAMA", TestPNG.bigEndian(100_000)), ("prVt", [1, 2, 3]), ("iCCP", Array("x\0\0bad".utf8)),
    ]
    file.after = [("tEXt", Array("Comment\0hello".utf8))]
    var chunks = file.chunks
    let index = try #require(chunks.firstIndex { $0.type == "IDAT" })
    let data = chunks[index].data
    chunks.replaceSubrange(
      index...index,
      with: [("IDAT", Array(data.prefix(5))), ("IDAT", []), ("IDAT", Array(data.dropFirst(5)))])
    let image = try PNGFile.read(bytes: TestPNG.bytes(of: chunks), name: "chunks")
    #expect(image.pixels == (0..<81).map { Float($0 * 3) / 255 })
  }

  @Test("a file on the disk is read like its bytes")
  func path() throws {
    let folder = try TemporaryFolder()
    let file = TestPNG(width: 3, height: 2, color: .rgb, samples: (0..<18).map { $0 * 14 })
    let path = try folder.file("small.png", file.bytes)
    #expect(try PNGFile.read(path) == PNGFile.read(bytes: file.bytes, name: "bytes"))
  }

  @Test("a missing file is a missing input, a folder cannot be read")
  func missing() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("none.png")
    #expect(throws: LabError.missingInput(what: path, advice: "check the path")) { try PNGFile.read(path) }
    let error = try #require(throws: LabError.self) { try PNGFile.read(folder.path) }
    #expect(error.description.contains(folder.path) && error.exitCode == 74)
  }

  @Test(
    "what is no PNG is refused by name",
    arguments: ["", "x", "GIF89a and more than eight bytes", "P5 1 1 255 and more"])
  func otherKinds(content: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("picture.png", Array(content.utf8))
    let error = try #require(throws: LabError.self) { try PNGFile.read(path) }
    guard case .badData(path, "a PNG picture", _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(error.description.contains(path))
  }

  @Test("a device without an end that is no PNG is refused after its first bytes")
  func endless() throws {
    let error = try #require(throws: LabError.self) { try PNGFile.read("/dev/zero") }
    #expect(error.exitCode == 65)
  }
}
