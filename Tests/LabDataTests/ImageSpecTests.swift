import LabDataSupport
import Testing

@testable import LabBase
@testable import LabData
@testable import LabImages

@Suite("Image specs")
struct ImageSpecTests {
  let folder: DatasetFolder

  init() throws {
    folder = try DatasetFolder()
  }

  @Test(
    "texts are read as what they name",
    arguments: [
      ("mnist:7", .firstOfClass(.mnist, 7)), ("fashion:0", .firstOfClass(.fashion, 0)),
      ("cifar10:9", .firstOfClass(.cifar10, 9)), ("mnist:test/123", .image(.mnist, .test, 123)),
      ("mnist:train/5", .image(.mnist, .train, 5)), ("cifar10:test/0", .image(.cifar10, .test, 0)),
      ("builtin:7", .digit(7)), ("builtin:garment/3", .garment(3)), ("builtin:glyph/A", .glyph(0)),
      ("builtin:scene/4", .scene(4)),
      ("pattern:stripes", .pattern(.stripes)), ("pattern:uniform-noise", .pattern(.uniformNoise)),
      ("cat.png", .file("cat.png")), ("photos/cat", .file("photos/cat")), ("./mnist:7", .file("./mnist:7")),
      ("a:b.png", .file("a:b.png")), ("mnist.png", .file("mnist.png")),
    ] as [(String, ImageSpec.Source)])
  func parsing(text: String, source: ImageSpec.Source) throws {
    let spec = try ImageSpec(parsing: text)
    #expect(spec.source == source)
    #expect(spec.description == text)
  }

  @Test(
    "numbers lose their leading zeros",
    arguments: [("mnist:test/007", "mnist:test/7"), ("builtin:03", "builtin:3")])
  func canonical(text: String, description: String) throws {
    let spec = try ImageSpec(parsing: text)
    #expect(spec.description == description)
    #expect(try ImageSpec(parsing: description) == spec)
  }

  @Test(
    "other texts are refused with what is allowed",
    arguments: [
      ("", "builtin:7"), ("mnist", "mnist:7"), ("mnits:7", "mnist:7"), ("MNIST:7", "mnist:7"),
      (":", "mnist:7"),
      ("mnist:", "0 to 9"), ("mnist:10", "0 to 9"), ("mnist:-1", "0 to 9"), ("mnist:+7", "0 to 9"),
      ("mnist: 7", "0 to 9"), ("mnist:７", "0 to 9"), ("mnist:valid/3", "train/"), ("mnist:test/", "test/"),
      ("mnist:test/-1", "test/"), ("mnist:test/1/2", "test/"), ("mnist:test/99999999999999999999", "test/"),
      ("mnist:7.png", "0 to 9"), ("fashion:x", "fashion:"), ("cifar10:test", "cifar10:"),
      ("builtin:10", "digit"), ("builtin:garment/10", "garment/"), ("builtin:glyph/a", "A, B"),
      ("builtin:glyph/", "glyph/"), ("builtin:scene/10", "scene/"), ("builtin:digit/3", "digit"),
      ("builtin:7/", "digit"),
      ("pattern:dots", "checkerboard"), ("pattern:", "gaussian-noise"),
    ])
  func refusal(text: String, allowed: String) {
    let error = #expect(throws: LabError.self) { try ImageSpec(parsing: text) }
    #expect(error?.exitCode == 78)
    #expect(error?.description.hasPrefix("image: \"\(text)\" cannot be used") == true)
    #expect(error?.description.contains(allowed) == true)
  }

  @Test("a class takes its first image of the training split, or of the test split where that is alone")
  func classes() throws {
    try folder.writeIDX(.mnist, .test, labels: [1, 7])
    #expect(try load("mnist:7").pixels == [Float](repeating: 1.0 / 255, count: 4))
    try folder.writeIDX(.mnist, .train, labels: [0, 1, 2, 7, 7])
    #expect(try load("mnist:7").pixels == [Float](repeating: 3.0 / 255, count: 4))
    #expect(try load("mnist:0").pixels == [0, 0, 0, 0])
  }

  @Test("a scene is in colour, of CIFAR-10's size unless told otherwise, and standardised as its images are")
  func scenes() throws {
    let scene = try load("builtin:scene/0")
    #expect(scene.channels == 3 && scene.height == 32 && scene.width == 32)
    #expect(try ImageSpec(parsing: "builtin:scene/0").usualNormalization(channels: 3) == .cifar10)
    #expect(try ImageSpec(parsing: "builtin:garment/0").usualNormalization(channels: 1) == .mnist)
    #expect(try ImageSpec(parsing: "photo.jpg").usualNormalization(channels: 3) == .cifar10)
    #expect(try ImageSpec(parsing: "photo.jpg").usualNormalization(channels: 1) == .mnist)
    // A data set's own constants stay with it when it is made grey.
    #expect(try ImageSpec(parsing: "cifar10:9").usualNormalization(channels: 1) == .cifar10)
  }

  @Test("an index counts from 0 in its split")
  func indices() throws {
    try folder.writeIDX(.fashion, .train, labels: [1, 1, 1])
    try folder.write(DatasetFolder.record(4) + DatasetFolder.record(5), "cifar-10-batches-bin/test_batch.bin")
    #expect(try load("fashion:train/2").pixels[0] == 2.0 / 255)
    let image = try load("cifar10:test/1")
    #expect(image.channels == 3)
    #expect(image[0, 0, 0] == 15.0 / 255)
    #expect(try load("cifar10:5") == image)
  }

  @Test("an index past the end is refused with the indices there are", arguments: [2, 3, Int.max - 1])
  func pastTheEnd(index: Int) throws {
    try folder.writeIDX(.mnist, .test, labels: [1, 7])
    let error = #expect(throws: LabError.self) { try load("mnist:test/\(index)") }
    #expect(error?.exitCode == 78)
    #expect(error?.description.contains("an index from 0 to 1") == true)
  }

  @Test("a class without images and a set that is not there are errors of their own")
  func absent() throws {
    try folder.writeIDX(.mnist, .test, labels: [1, 7])
    #expect(#expect(throws: LabError.self) { try load("mnist:3") }?.exitCode == 65)
    #expect(#expect(throws: LabError.self) { try load("fashion:3") }?.exitCode == 66)
    #expect(#expect(throws: LabError.self) { try load("cifar10:train/3") }?.exitCode == 66)
    #expect(#expect(throws: LabError.self) { try load("no/such/file.png") }?.exitCode == 66)
  }

  @Test("stored pictures keep their size unless one is given")
  func storedSize() throws {
    try folder.writeIDX(.mnist, .test, labels: [7])
    #expect(try load("mnist:7").height == 2)
    let resized = try load("mnist:7", size: (5, 3))
    #expect((resized.height, resized.width) == (5, 3))
  }

  @Test("a PNG file is read from its path, in its own size")
  func png() throws {
    let raster = Raster(width: 2, height: 1, bytes: [255, 0, 0, 0, 0, 255])
    let path = try folder.write(PNGFile.encode(raster), "two.png")
    let image = try load(path)
    #expect((image.channels, image.height, image.width) == (3, 1, 2))
    #expect(image.pixels == [1, 0, 0, 0, 0, 1])
  }

  @Test(
    "drawn pictures are 28×28 unless a size is given",
    arguments: [
      "builtin:7", "builtin:garment/3", "builtin:glyph/K", "pattern:circle",
    ])
  func drawnSize(text: String) throws {
    #expect(try (load(text).height, load(text).width) == (28, 28))
    let sized = try load(text, size: (9, 11))
    #expect((sized.channels, sized.height, sized.width) == (1, 9, 11))
  }

  @Test("drawn pictures are the canonical shapes")
  func drawn() throws {
    #expect(try load("builtin:4") == BuiltInDigits.image(digit: 4, height: 28, width: 28, variation: nil))
    #expect(
      try load("builtin:garment/8") == BuiltInGarments.image(kind: 8, height: 28, width: 28, variation: nil))
    let glyph = BuiltInGlyphs.names.firstIndex(of: "X") ?? 0
    #expect(
      try load("builtin:glyph/X") == BuiltInGlyphs.image(glyph: glyph, height: 28, width: 28, variation: nil))
    #expect(
      try load("pattern:checkerboard")
        == Pattern.checkerboard.image(channels: 1, height: 28, width: 28, variation: nil))
  }

  private func load(_ text: String, size: (height: Int, width: Int)? = nil) throws -> Image {
    try ImageSpec(parsing: text).load(from: folder.locator, form: PictureForm(size: size))
  }
}
