import TestSupport
import Testing

@testable import LabBase
@testable import LabImages

@Suite("writing PNG files and their texts")
struct PNGWritingTests {
  private let raster = Raster(width: 5, height: 3, bytes: (0..<45).map { UInt8($0 * 5) })
  private let texts = [
    PNGText(keyword: "identity-lab.config", text: "{\"learningRate\": 0.01, \"name\": \"größe → 恒等 🙂\"}"),
    PNGText(keyword: "identity-lab.version", text: "1.0"),
    PNGText(keyword: "Überschrift", text: ""),
  ]

  @Test("what is written is read back: every pixel, every text, in order")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("below/figure.png")
    try PNGFile.write(raster, texts: texts, to: path)
    let image = try PNGFile.read(path)
    #expect(image.channels == 3 && image.height == 3 && image.width == 5)
    for channel in 0..<3 {
      for pixel in 0..<15 {
        #expect(image.pixels[channel * 15 + pixel] == Float(raster.bytes[3 * pixel + channel]) / 255)
      }
    }
    #expect(try PNGFile.texts(path) == texts)
    #expect(try AtomicFile.read(path) == PNGFile.encode(raster, texts: texts))
  }

  @Test("a file has its texts before the pixels, uncompressed, and nothing else, so it is always the same")
  func chunks() throws {
    let bytes = try PNGFile.encode(raster, texts: texts)
    #expect(try bytes == PNGFile.encode(raster, texts: texts))
    #expect(chunkTypes(bytes) == ["IHDR", "iTXt", "iTXt", "iTXt", "IDAT", "IEND"])
    #expect(try chunkTypes(PNGFile.encode(raster)) == ["IHDR", "IDAT", "IEND"])
    let text = Array(texts[0].text.utf8)
    #expect(bytes.indices.contains { bytes[$0...].starts(with: text) })
    #expect(Array(bytes[24..<29]) == [8, 2, 0, 0, 0], "8 bit, RGB, not interlaced")
  }

  @Test(
    "a picture of greys is one channel where that is asked for, one with a colour never",
    arguments: [false, true])
  func grays(packs: Bool) throws {
    let gray = Raster(
      width: 4, height: 2, bytes: (0..<8).flatMap { [UInt8](repeating: UInt8($0 * 30), count: 3) })
    var colored = gray
    colored.bytes[23] = 0
    for (raster, channels) in [(gray, packs ? 1 : 3), (colored, 3)] {
      let bytes = try PNGFile.encode(raster, texts: texts, packsGray: packs)
      #expect(bytes[25] == (channels == 1 ? 0 : 2))
      let folder = try TemporaryFolder()
      try AtomicFile.write(bytes, to: folder.path("a.png"))
      let image = try PNGFile.read(folder.path("a.png"))
      #expect(image.channels == channels)
      let expected = raster.bytes.map { Float($0) / 255 }
      #expect((0..<8).allSatisfy { image.pixels[$0] == expected[3 * $0] })
      #expect(try PNGFile.texts(folder.path("a.png")) == texts)
    }
  }

  @Test("iTXt, tEXt and zTXt are read, before and after the pixels, compressed and not")
  func kinds() throws {
    let packed = TestPNG.deflate(Array("grün".utf8))
    var file = TestPNG(width: 2, height: 2, isInterlaced: true, samples: [1, 2, 3, 4])
    file.before = [
      ("tEXt", Array("Title\0caf".utf8) + [0xE9]),
      ("iTXt", Array("Plain\0\0\0de\0Schl\u{FC}ssel\0→ 恒等".utf8)),
    ]
    file.after = [
      ("iTXt", Array("Packed\0\u{1}\0\0\0".utf8) + packed),
      ("zTXt", Array("Old\0\0".utf8) + TestPNG.deflate([0x67, 0x72, 0xFC, 0x6E])),
    ]
    let found = try PNGFile.texts(bytes: file.bytes, name: "texts.png")
    #expect(
      found == [
        PNGText(keyword: "Title", text: "café"), PNGText(keyword: "Plain", text: "→ 恒等"),
        PNGText(keyword: "Packed", text: "grün"), PNGText(keyword: "Old", text: "grün"),
      ])
    #expect(try PNGFile.read(bytes: file.bytes, name: "texts.png").pixels.map { $0 * 255 } == [1, 2, 3, 4])
  }

  @Test("a text that unpacks to more than the limit is refused, and does not hinder the pixels")
  func bomb() throws {
    var file = TestPNG(width: 1, height: 1, samples: [9])
    let zeros = [UInt8](repeating: 32, count: 20 << 20)
    file.before = [("zTXt", Array("Bomb\0\0".utf8) + TestPNG.deflate(zeros))]
    let bytes = file.bytes
    let error = try #require(throws: LabError.self) { try PNGFile.texts(bytes: bytes, name: "bomb.png") }
    #expect(error.exitCode == 65 && error.description.contains("bomb.png"))
    #expect(try PNGFile.read(bytes: bytes, name: "bomb.png").pixels == [Float(9) / 255])
  }

  @Test("more text chunks than the limit are an error, not a part of them")
  func manyTexts() throws {
    var file = TestPNG(width: 1, height: 1, samples: [9])
    file.before = (0..<200).map { ("tEXt", Array("Number\0\($0)".utf8)) }
    #expect(try PNGFile.texts(bytes: file.bytes, name: "many.png").map(\.text) == (0..<200).map(String.init))
    file.before = (0..<400).map { ("tEXt", Array("Number\0\($0)".utf8)) }
    let bytes = file.bytes
    #expect(throws: LabError.self) { try PNGFile.texts(bytes: bytes, name: "many.png") }
  }

  @Test("iTXt that is not UTF-8 is an error")
  func notUTF8() throws {
    var file = TestPNG(width: 1, height: 1, samples: [9])
    file.before = [("iTXt", Array("Comment\0\0\0\0\0".utf8) + [0xFF, 0xFE])]
    let bytes = file.bytes
    let error = LabError.badData(
      path: "odd.png", expected: "UTF-8 in the text Comment", found: "other bytes")
    #expect(throws: error) { try PNGFile.texts(bytes: bytes, name: "odd.png") }
  }

  @Test("the largest text is read back, a larger one is refused")
  func largestText() throws {
    let largest = PNGText(
      keyword: String(repeating: "k", count: 79),
      text: String(repeating: "ab", count: PNGFile.largestText / 2))
    let bytes = try PNGFile.encode(raster, texts: [largest])
    #expect(try PNGFile.texts(bytes: bytes, name: "long.png") == [largest])
    let larger = PNGText(keyword: "k", text: largest.text + "ab")
    #expect(throws: LabError.self) { try PNGFile.encode(raster, texts: [larger]) }
  }

  @Test(
    "keywords that PNG does not allow are refused, and no file is made",
    arguments: [
      "", " lead", "trail ", "two  spaces", "→", "tab\t", "nul\0", "del\u{7F}", "nbsp\u{A0}",
      String(repeating: "k", count: 80),
    ])
  func keywords(keyword: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("figure.png")
    let error = try #require(throws: LabError.self) {
      try PNGFile.write(raster, texts: [PNGText(keyword: keyword, text: "x")], to: path)
    }
    #expect(error.description.hasPrefix("\(path): expected a PNG keyword"))
    #expect(throws: LabError.self) { try AtomicFile.read(path) }
  }

  @Test("a NUL in a text is refused, because it would end the text there")
  func nulText() {
    #expect(throws: LabError.self) {
      try PNGFile.encode(raster, texts: [PNGText(keyword: "k", text: "a\0b")])
    }
  }

  @Test("pictures of no pixels or beyond the limit are refused", arguments: [(0, 4), (4, 0), (16_385, 1)])
  func sizes(width: Int, height: Int) {
    let raster = Raster(width: width, height: height, bytes: [UInt8](repeating: 0, count: 3 * width * height))
    #expect(throws: LabError.self) { try PNGFile.encode(raster) }
  }

  private func chunkTypes(_ bytes: [UInt8]) -> [String] {
    var types: [String] = []
    var position = 8
    while position + 12 <= bytes.count {
      let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      types.append(String(decoding: bytes[position + 4..<position + 8], as: UTF8.self))
      position += length + 12
    }
    return types
  }
}
