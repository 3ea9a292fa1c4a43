import Nets
import TestSupport
import Testing

@testable import LabBase
@testable import LabImages

@Suite("PNG files at random")
struct PNGPropertyTests {
  @Test("200 random pictures with texts are written and read back, pixel by pixel and letter by letter")
  func roundTrip() throws {
    let signs = [
      "a", "ü", "→", "🙂", "\n", "\r\n", " ", "\u{301}", "\u{1}", "\u{FEFF}", "\u{10FFFF}", "{", "\"",
    ]
    let keyword = ["a", "Z", "é", "-", ".", "~", "¡", "0"]
    for index in 0..<200 {
      var draws = Draws("pictures", index)
      let (width, height) = (1 + draws.below(40), 1 + draws.below(12))
      let isFlat = draws.below(4) == 0
      let bytes = (0..<3 * width * height).map { _ in UInt8(isFlat ? 7 : draws.below(256)) }
      let raster = Raster(width: width, height: height, bytes: bytes)
      let texts = (0..<draws.below(5)).map { _ in
        PNGText(
          keyword: "k" + draws.text(of: keyword, atMost: 78), text: draws.text(of: signs, atMost: 30))
      }
      let file = try PNGFile.encode(raster, texts: texts)
      let image = try PNGFile.read(bytes: file, name: "random.png")
      #expect(image.shape == ImageShape(channels: 3, height: height, width: width))
      let planes = (0..<3).flatMap { channel in
        (0..<width * height).map { bytes[3 * $0 + channel] }
      }
      #expect(image.bytes == planes, "picture \(index)")
      let read = try PNGFile.texts(bytes: file, name: "random.png")
      #expect(read.map(\.keyword) == texts.map(\.keyword))
      #expect(read.map { Array($0.text.utf8) } == texts.map { Array($0.text.utf8) }, "picture \(index)")
    }
  }

  @Test("any kind of PNG of any size gives the picture that it holds", arguments: PNGKind.all)
  func kinds(kind: PNGKind) throws {
    var draws = Draws(kind.description, 0)
    for _ in 0..<4 {
      let file = kind.file(width: 1 + draws.below(20), height: 1 + draws.below(20))
      let image = try PNGFile.read(bytes: file.bytes, name: "random.png")
      #expect(image == kind.image(of: file), "\(file.width)×\(file.height)")
    }
  }

  @Test("as many texts are written as can be read, no more", arguments: [254, 255])
  func manyTexts(count: Int) throws {
    let raster = Raster(width: 1, height: 1, bytes: [1, 2, 3])
    let texts = (0..<count).map { PNGText(keyword: "k\($0)", text: "\($0)") }
    guard count <= PNGFile.mostTexts else {
      let error = #expect(throws: LabError.self) { try PNGFile.encode(raster, texts: texts) }
      #expect(error?.exitCode == 65 && error?.description.contains("at most 254 texts") == true)
      return
    }
    let file = try PNGFile.encode(raster, texts: texts)
    #expect(try PNGFile.texts(bytes: file, name: "texts.png") == texts)
  }

  /// Every second one with its checksums made right, so that the decoder and not the checksum meets the damage.
  @Test("4,000 mutants of PNG files give a picture and texts, or badData that names the file")
  func mutants() throws {
    let kinds = PNGKind.all.filter { $0.bitDepth == 1 || $0.bitDepth == 8 || $0.color == .rgba }
    let files = kinds.map { kind in
      var file = kind.file(width: 6, height: 5)
      file.before.append(("iTXt", Array("Comment\0\u{1}\0\0\0".utf8) + TestPNG.deflate(Array("hello".utf8))))
      file.after = [("tEXt", Array("Title\0caf".utf8) + [0xE9])]
      return file.bytes
    }
    let mutations = Mutations("png")
    var read = 0
    for index in 0..<4000 {
      let mutant = mutations.bytes(index, of: files)
      let bytes = index % 2 == 0 ? mutant : TestPNG.withRightChecksums(mutant)
      for reader in 0..<2 {
        do throws(LabError) {
          if reader == 0 {
            let image = try PNGFile.read(bytes: bytes, name: "mutant.png")
            #expect(image.pixels.allSatisfy { (0...1).contains($0) }, "\(index)")
          } else {
            _ = try PNGFile.texts(bytes: bytes, name: "mutant.png")
          }
          read += 1
        } catch {
          #expect(error.exitCode == 65 && error.description.hasPrefix("mutant.png: "), "\(index): \(error)")
        }
      }
    }
    #expect(read > 100 && read < 7000, "\(read)")
  }
}
