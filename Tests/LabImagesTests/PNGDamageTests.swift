import Nets
import Testing

@testable import LabBase
@testable import LabImages

@Suite("damaged PNG files")
struct PNGDamageTests {
  private static let kinds = PNGKind.all.filter { $0.bitDepth == 4 || $0.bitDepth == 16 }

  @Test("every truncation is an error that names the file", arguments: kinds)
  func truncation(kind: PNGKind) throws {
    var file = kind.file(width: 5, height: 4)
    file.after = [("tEXt", Array("Comment\0hello".utf8))]
    let bytes = file.bytes
    for count in bytes.indices {
      let cut = Array(bytes.prefix(count))
      expectBadData("cut at \(count)") { _ = try PNGFile.read(bytes: cut, name: "cut.png") }
      expectBadData("cut at \(count)") { _ = try PNGFile.texts(bytes: cut, name: "cut.png") }
    }
    #expect(throws: Never.self) { try PNGFile.read(bytes: bytes, name: "whole.png") }
  }

  @Test("a truncated file says so in libpng's words and where it ends")
  func truncationText() throws {
    let bytes = TestPNG(width: 5, height: 4, samples: Array(0..<20)).bytes
    let error = LabError.badData(
      path: "cut.png", expected: "a complete and undamaged PNG picture",
      found: "Read Error: the file ends after 50 bytes")
    #expect(throws: error) { try PNGFile.read(bytes: Array(bytes.prefix(50)), name: "cut.png") }
  }

  @Test("each of 2,000 changed bytes is noticed", arguments: [TestPNG.Color.gray, .palette, .rgba])
  func changedBytes(color: TestPNG.Color) throws {
    let kind = try #require(PNGKind.all.first { $0.color == color && $0.bitDepth == 8 && $0.isInterlaced })
    var file = kind.file(width: 7, height: 6)
    file.before.append(("iTXt", Array("Comment\0\0\0\0\0hello".utf8)))
    let bytes = file.bytes
    let draws = RandomStream(key: RandomKey(seed: 5).deriving("flips").deriving(kind.description))
    for trial in 0..<2000 {
      var damaged = bytes
      damaged[draws.integer(at: 2 * trial, below: bytes.count)] ^=
        UInt8(1 + draws.integer(at: 2 * trial + 1, below: 255))
      expectBadData("trial \(trial)") { _ = try PNGFile.read(bytes: damaged, name: "cut.png") }
      expectBadData("trial \(trial)") { _ = try PNGFile.texts(bytes: damaged, name: "cut.png") }
    }
  }

  /// With the checksums made right again the damage reaches the decoder instead of the checksum test.
  @Test("2,000 changed bytes under right checksums give a picture or an error", arguments: PNGKind.all)
  func changedContent(kind: PNGKind) throws {
    var file = kind.file(width: 7, height: 6)
    file.before.append(("zTXt", Array("Comment\0\0".utf8) + TestPNG.deflate(Array("hello".utf8))))
    let chunks = file.chunks
    let draws = RandomStream(key: RandomKey(seed: 6).deriving("content").deriving(kind.description))
    var refused = 0
    for trial in 0..<2000 / 16 {
      var damaged = chunks
      let chosen = draws.integer(at: 4 * trial, below: chunks.count - 1)
      let position = draws.integer(at: 4 * trial + 1, below: chunks[chosen].data.count)
      damaged[chosen].data[position] ^= UInt8(1 + draws.integer(at: 4 * trial + 2, below: 255))
      let bytes = TestPNG.bytes(of: damaged)
      for read in [
        { _ = try PNGFile.read(bytes: bytes, name: "cut.png") },
        { _ = try PNGFile.texts(bytes: bytes, name: "cut.png") },
      ] {
        do {
          try read()
        } catch let error as LabError {
          #expect(error.exitCode == 65 && error.description.hasPrefix("cut.png: "), "\(error)")
          refused += 1
        }
      }
    }
    #expect(refused > 20)
  }

  @Test(
    "headers that ask for too much are refused before the picture is allocated",
    arguments: [(16_385, 1), (1, 16_385), (16_384, 16_384), (0x7FFF_FFFF, 0x7FFF_FFFF), (0, 4)])
  func sizes(width: Int, height: Int) throws {
    var chunks = TestPNG(width: 1, height: 1, color: .rgba, bitDepth: 16, samples: [0, 0, 0, 0]).chunks
    chunks[0].data.replaceSubrange(0..<8, with: TestPNG.bigEndian(width) + TestPNG.bigEndian(height))
    let bytes = TestPNG.bytes(of: chunks)
    expectBadData("\(width)×\(height)") { _ = try PNGFile.read(bytes: bytes, name: "cut.png") }
  }

  @Test("a picture that a few bytes can hold and memory can not is refused before it is allocated")
  func thinAndLarge() throws {
    var file = TestPNG(width: 8, height: 1, color: .palette, bitDepth: 1, samples: [0, 1, 0, 1, 0, 1, 0, 1])
    file.before = [("PLTE", [1, 2, 3, 4, 5, 6]), ("skIp", [UInt8](repeating: 0, count: 40_000))]
    var chunks = file.chunks
    chunks[0].data.replaceSubrange(0..<8, with: TestPNG.bigEndian(16_384) + TestPNG.bigEndian(16_384))
    let error = LabError.badData(
      path: "thin.png", expected: "a PNG picture of at most 268435456 values",
      found: "16384×16384 pixels of 3")
    #expect(throws: error) { try PNGFile.read(bytes: TestPNG.bytes(of: chunks), name: "thin.png") }
  }

  @Test("the widest picture there may be is read")
  func widest() throws {
    let file = TestPNG(width: 16_384, height: 1, samples: (0..<16_384).map { $0 & 255 })
    let image = try PNGFile.read(bytes: file.bytes, name: "wide.png")
    #expect(image.pixels == file.samples.map { Float($0) / 255 })
  }

  @Test("a picture without its palette is an error, a colour outside the palette is black")
  func palette() throws {
    var file = TestPNG(width: 2, height: 2, color: .palette, bitDepth: 4, samples: [0, 1, 2, 0])
    let bytes = file.bytes
    expectBadData("no palette") { _ = try PNGFile.read(bytes: bytes, name: "cut.png") }
    file.before = [("PLTE", [1, 2, 3, 4, 5, 6])]
    let image = try PNGFile.read(bytes: file.bytes, name: "whole.png")
    #expect(image.pixels.map { $0 * 255 } == [1, 4, 0, 1, 2, 5, 0, 2, 3, 6, 0, 3])
  }

  @Test("pixels that end early, go on too long, or fail zlib's checksum are errors")
  func pixelData() throws {
    let rows: [UInt8] = [0, 1, 2, 3, 0, 4, 5, 6]
    var wrongSum = TestPNG.deflate(rows)
    wrongSum[wrongSum.count - 1] ^= 1
    for data in [TestPNG.deflate(Array(rows.dropLast())), TestPNG.deflate(rows + [0, 7, 8, 9]), wrongSum] {
      let bytes = TestPNG.bytes(of: chunks(data))
      expectBadData("\(data.count) bytes") { _ = try PNGFile.read(bytes: bytes, name: "cut.png") }
    }
    let whole = TestPNG.bytes(of: chunks(TestPNG.deflate(rows)))
    #expect(try PNGFile.read(bytes: whole, name: "whole.png").pixels == (1...6).map { Float($0) / 255 })
  }

  private func chunks(_ data: [UInt8]) -> [TestPNG.Chunk] {
    TestPNG(width: 3, height: 2, samples: [0, 0, 0, 0, 0, 0]).chunks.map {
      $0.type == "IDAT" ? ("IDAT", data) : $0
    }
  }

  private func expectBadData(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ read: () throws -> Void
  ) {
    do {
      try read()
      Issue.record("\(what) went unnoticed", sourceLocation: sourceLocation)
    } catch LabError.badData("cut.png", _, let found) {
      #expect(!found.isEmpty, "\(what)", sourceLocation: sourceLocation)
    } catch {
      Issue.record("\(what): \(error)", sourceLocation: sourceLocation)
    }
  }
}
