import CZlib
import TestSupport
import Testing

@testable import LabBase
@testable import LabImages

@Suite("Animated PNG")
struct PNGAnimationTests {
  private static func frame(_ seed: UInt8, milliseconds: UInt16 = 500) -> PNGAnimation.Frame {
    PNGAnimation.Frame(
      raster: Raster(
        width: 70, height: 40, bytes: (0..<8400).map { UInt8(truncatingIfNeeded: $0 * Int(seed)) }),
      milliseconds: milliseconds)
  }

  private let frames = [frame(1), frame(7), frame(31, milliseconds: 2500)]
  private let texts = [PNGText(keyword: "identity-lab.version", text: "1")]

  private func number(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

  @Test("lengths and checksums of all chunks are zlib's, and the file ends where it should")
  func chunks() throws {
    let bytes = try PNGFile.encode(PNGAnimation(frames: frames), texts: texts)
    var (place, types) = (8, [String]())
    while place < bytes.count {
      let length = number(bytes[place..<place + 4])
      let content = Array(bytes[place + 4..<place + 8 + length])
      let checksum = crc32(0, content, UInt32(content.count))
      #expect(number(bytes[place + 8 + length..<place + 12 + length]) == Int(checksum))
      types.append(String(decoding: content[..<4], as: UTF8.self))
      place += 12 + length
    }
    #expect(place == bytes.count && Array(bytes[..<8]) == TestPNG.signature)
    let parts = types.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
    #expect(
      parts == ["IHDR", "iTXt", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"])
  }

  @Test("the number of frames, their size, their delays and the sequence numbers are as the standard says")
  func controls() throws {
    let chunks = PNGChunk.all(of: try PNGFile.encode(PNGAnimation(frames: frames)))
    let animation = try #require(chunks.first { $0.type == "acTL" })
    // Endless.
    #expect(animation.data == [0, 0, 0, 3, 0, 0, 0, 0])
    let numbered = chunks.filter { ["fcTL", "fdAT"].contains($0.type) }
    #expect(numbered.map { number($0.data[..<4]) } == Array(0..<numbered.count))
    let controls = chunks.filter { $0.type == "fcTL" }.map(\.data)
    #expect(controls.allSatisfy { $0.count == 26 && number($0[4..<8]) == 70 && number($0[8..<12]) == 40 })
    #expect(controls.allSatisfy { number($0[12..<20]) == 0 && number($0[22..<24]) == 1000 })
    #expect(controls.map { number($0[20..<22]) } == [500, 500, 2500])
    #expect(controls.allSatisfy { $0[24] == 0 && $0[25] == 0 })
  }

  @Test("a reader that knows no animation sees the first frame and the texts")
  func firstFrame() throws {
    let bytes = try PNGFile.encode(PNGAnimation(frames: frames), texts: texts)
    #expect(try PNGFile.read(bytes: bytes, name: "a.png").rgb == frames[0].raster.bytes)
    #expect(try PNGFile.texts(bytes: bytes, name: "a.png") == texts)
  }

  @Test("every frame's data are a picture of their own")
  func everyFrame() throws {
    let chunks = PNGChunk.all(of: try PNGFile.encode(PNGAnimation(frames: frames)))
    let starts = chunks.indices.filter { chunks[$0].type == "fcTL" }
    for (index, start) in starts.enumerated() {
      let data = chunks[(start + 1)...].prefix { ["IDAT", "fdAT"].contains($0.type) }
        .map { $0.type == "IDAT" ? $0.data : Array($0.data[4...]) }
      let file = TestPNG.bytes(
        of: [("IHDR", chunks[0].data)] + data.map { ("IDAT", $0) } + [("IEND", [])])
      #expect(try PNGFile.read(bytes: file, name: "frame").rgb == frames[index].raster.bytes)
    }
  }
}

extension Image {
  /// The bytes of a raster.
  fileprivate var rgb: [UInt8] {
    let (bytes, plane) = (bytes, height * width)
    return (0..<plane).flatMap { pixel in (0..<3).map { bytes[$0 * plane + pixel] } }
  }
}
