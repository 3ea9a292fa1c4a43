import JPEGEncoder
import Nets
import TestSupport
import Testing

@testable import LabBase
@testable import LabImages

@Suite("JPEG files")
struct JPEGFileTests {
  private static let kinds = [
    TestJPEG(), TestJPEG(colors: TEST_JPEG_GRAY), TestJPEG(isProgressive: true), TestJPEG(halvesChroma: true),
    TestJPEG(width: 17, height: 9, colors: TEST_JPEG_GRAY, isProgressive: true),
    TestJPEG(width: 1, height: 1, halvesChroma: true),
  ]

  @Test("a file gives the pixels that libjpeg gives", arguments: kinds.indices)
  func pixels(kind: Int) throws {
    let file = Self.kinds[kind]
    let image = try PictureFile.read(bytes: file.bytes, name: "a.jpg")
    #expect((image.channels, image.height, image.width) == (file.components, file.height, file.width))
    let decoded = file.decoded
    for y in 0..<file.height {
      for x in 0..<file.width {
        for channel in 0..<file.components {
          let sample = decoded[(y * file.width + x) * file.components + channel]
          #expect(image[channel, y, x] == Float(sample) / 255)
        }
      }
    }
  }

  @Test("a good file is near the picture that was encoded")
  func nearness() throws {
    let file = TestJPEG(quality: 100)
    let image = try JPEGFile.read(bytes: file.bytes, name: "a.jpg")
    let original = Image(interleaved: file.samples, channels: 3, height: file.height, width: file.width)
    for (value, expected) in zip(image.pixels, original.pixels) { #expect(abs(value - expected) < 0.03) }
  }

  @Test(
    "every Exif orientation turns the picture upright", arguments: ImageOrientation.allCases, [true, false])
  func orientations(orientation: ImageOrientation, isLittleEndian: Bool) throws {
    var file = TestJPEG()
    let stored = try JPEGFile.read(bytes: file.bytes, name: "a.jpg")
    file.exif = TestJPEG.exif(orientation: orientation.rawValue, isLittleEndian: isLittleEndian)
    let upright = try JPEGFile.read(bytes: file.bytes, name: "a.jpg")
    // The standard's words: on which sides the stored first row and first column are seen.
    let (last, right) = (stored.height - 1, stored.width - 1)
    let corners: [ImageOrientation: [(row: Int, column: Int)]] = [
      .topLeft: [(0, 0), (1, 0)], .topRight: [(0, right), (1, right)],
      .bottomRight: [(last, right), (last - 1, right)], .bottomLeft: [(last, 0), (last - 1, 0)],
      .leftTop: [(0, 0), (0, 1)], .rightTop: [(last, 0), (last, 1)],
      .rightBottom: [(last, right), (last, right - 1)], .leftBottom: [(0, right), (0, right - 1)],
    ]
    let places = try #require(corners[orientation])
    let isTurned = orientation.rawValue >= 5
    #expect(upright.height == (isTurned ? stored.width : stored.height))
    for channel in 0..<3 {
      for (row, place) in places.enumerated() {
        #expect(upright[channel, row, 0] == stored[channel, place.row, place.column])
      }
    }
    #expect(upright.pixels.sorted() == stored.pixels.sorted())
  }

  @Test("an Exif block that is cut short or says nonsense leaves the picture as it is")
  func brokenExif() throws {
    let whole = TestJPEG.exif(orientation: 6)
    let plain = try JPEGFile.read(bytes: TestJPEG().bytes, name: "a.jpg")
    // A block that ends behind the number of the orientation still states it.
    let cuts = (7..<whole.count - 6).map { Array(whole.prefix($0)) }
    for exif in cuts + [TestJPEG.exif(orientation: 9), TestJPEG.exif(orientation: 0)] {
      #expect(try JPEGFile.read(bytes: TestJPEG(exif: exif).bytes, name: "a.jpg") == plain)
    }
  }

  @Test(
    "what is not read is refused with what to do",
    arguments: [
      (TestJPEG(colors: TEST_JPEG_CMYK), "CMYK colours; save the picture as RGB"),
      (TestJPEG(colors: TEST_JPEG_UNKNOWN), "2 colour components"),
      (TestJPEG(isArithmetic: true), "arithmetic coding"),
    ])
  func refusals(file: TestJPEG, why: String) {
    let error = #expect(throws: LabError.self) { try JPEGFile.read(bytes: file.bytes, name: "cut.jpg") }
    #expect(error?.exitCode == 65 && error?.description.contains(why) == true, "\(String(describing: error))")
  }

  @Test("every truncation is an error that names the file", arguments: [0, 2])
  func truncation(kind: Int) throws {
    let bytes = Self.kinds[kind].bytes
    for count in bytes.indices {
      let error = #expect(throws: LabError.self, "cut at \(count)") {
        try PictureFile.read(bytes: Array(bytes.prefix(count)), name: "cut.jpg")
      }
      #expect(error?.exitCode == 65 && error?.description.hasPrefix("cut.jpg: ") == true)
    }
  }

  @Test("2,000 changed bytes give a picture or an error", arguments: [0, 1, 2, 3])
  func changedBytes(kind: Int) throws {
    let bytes = Self.kinds[kind].bytes
    let draws = RandomStream(key: RandomKey(seed: 5).deriving("flips").deriving(kind))
    var refused = 0
    for trial in 0..<2000 {
      var damaged = bytes
      damaged[draws.integer(at: 2 * trial, below: bytes.count)] ^=
        UInt8(1 + draws.integer(at: 2 * trial + 1, below: 255))
      do {
        _ = try PictureFile.read(bytes: damaged, name: "cut.jpg")
      } catch {
        #expect(error.exitCode == 65 && error.description.hasPrefix("cut.jpg: "), "\(error)")
        refused += 1
      }
    }
    #expect(refused > 500)
  }

  @Test(
    "a size that the file cannot hold, and one beyond the limits, is refused before anything is allocated")
  func sizes() throws {
    let bytes = TestJPEG().bytes
    // Behind the marker of a baseline frame: its length, the precision, height and width.
    let frame = try #require(bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
    let sizes: [([UInt8], String)] = [
      ([0x40, 0x00, 0x40, 0x00], "cannot hold 16384 x 16384 pixels"), ([0xFF, 0, 0, 8], "at most 16384"),
      ([0, 0, 0, 8], "Empty JPEG image"),
    ]
    for (size, why) in sizes {
      var large = bytes
      large.replaceSubrange(frame + 5..<frame + 9, with: size)
      let error = #expect(throws: LabError.self) { try JPEGFile.read(bytes: large, name: "cut.jpg") }
      #expect(
        error?.exitCode == 65 && error?.description.contains(why) == true, "\(String(describing: error))")
    }
  }

  @Test("a picture of more scans than any encoder writes is refused")
  func scans() throws {
    let bytes = TestJPEG(colors: TEST_JPEG_GRAY, hasManyScans: true).bytes
    let error = #expect(throws: LabError.self) { try JPEGFile.read(bytes: bytes, name: "cut.jpg") }
    #expect(error?.description.contains("Too many scans") == true, "\(String(describing: error))")
  }

  @Test("kinds are told by content, whatever the name says")
  func content() throws {
    let folder = try TemporaryFolder()
    let png = TestPNG(width: 2, height: 1, samples: [1, 2]).bytes
    let jpeg = TestJPEG().bytes
    #expect(try PictureFile.kind(of: png, name: "a.jpg") == .png)
    #expect(try PictureFile.kind(of: jpeg, name: "a.png") == .jpeg)
    let path = try folder.file("a.png", jpeg)
    #expect(try PictureFile.bytes(path) == jpeg)
    let other = try folder.file("b.jpg", Array("GIF89a and so on".utf8))
    let error = LabError.badData(
      path: other, expected: "a PNG or JPEG picture", found: "a file of another kind")
    #expect(throws: error) { try PictureFile.bytes(other) }
    #expect(PictureFile.isName("A.JPEG") && PictureFile.isName("b.Png") && !PictureFile.isName("b.gif"))
  }
}
