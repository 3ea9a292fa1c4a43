import LabDataSupport
import Nets
import Testing

@testable import LabBase
@testable import LabData
@testable import LabImages
@testable import LabStatistics

@Suite("Training sets by name")
struct TrainingSpecTests {
  private let folder: DatasetFolder

  init() throws {
    folder = try DatasetFolder()
  }

  @Test(
    "lists are split where a SPEC ends, and nowhere else",
    arguments: [
      ("mnist:7", ["mnist:7"]), ("mnist:7+mnist:4+mnist:1", ["mnist:7", "mnist:4", "mnist:1"]),
      ("builtin:glyph/A+fashion:test/3", ["builtin:glyph/A", "fashion:test/3"]),
      ("photos/a+b.png", ["photos/a+b.png"]), ("c++/cat.png", ["c++/cat.png"]),
      ("a.png+b.PNG+mnist:7", ["a.png", "b.PNG", "mnist:7"]),
      ("mnist:1+c++/x.png", ["mnist:1", "c++/x.png"]),
      ("./a+b", ["./a+b"]), ("mnist:7+./a+b", ["mnist:7", "./a+b"]),
      ("mnist:train/5+a..b.png", ["mnist:train/5", "a..b.png"]),
      ("mnist:7+\u{301}.png", ["mnist:7", "\u{301}.png"]),
    ])
  func lists(text: String, parts: [String]) throws {
    let spec = try TrainingSpec(parsing: text)
    #expect(spec.source == .images(try parts.map { try ImageSpec(parsing: $0) }))
    #expect(spec.description == text)
    #expect(!spec.isWholeSet)
    #expect(spec.constantNames == parts)
  }

  @Test(
    "whole sets are named by their split, a range of it or a number of digits",
    arguments: [
      ("mnist:train", .split(.mnist, .train, nil)), ("cifar10:test", .split(.cifar10, .test, nil)),
      ("fashion:train/0..999", .split(.fashion, .train, 0...999)),
      ("mnist:test/7..7", .split(.mnist, .test, 7...7)), ("builtin:digits/600", .digits(600)),
    ] as [(String, TrainingSpec.Source)])
  func sets(text: String, source: TrainingSpec.Source) throws {
    let spec = try TrainingSpec(parsing: text)
    #expect(spec.source == source && spec.isWholeSet && spec.constantNames.count == 1)
    #expect(spec.description == text)
    #expect(TrainingSpec.name(of: text) == text)
  }

  @Test(
    "what names nothing is refused, quoting the part that is wrong",
    arguments: [
      ("mnits:7+mnist:4", "\"mnits:7\""), ("mnist:7+", "\"\""), ("+mnist:7", "\"+mnist:7\""),
      ("mnist:7++mnist:4", "\"+mnist:4\""),
      ("mnist:12", "\"mnist:12\""), ("mnist:train/5..2", "FIRST ≤ LAST"), ("mnist:train/a..2", "FIRST..LAST"),
      ("mnist:trian", "mnist:train"), ("builtin:digits/0", "1 to 60000"), ("builtin:digits/x", "1 to 60000"),
      ("mnist:train/0..99999999999999999999", "FIRST..LAST"), ("mnist:train+mnist:4", "\"mnist:train\""),
    ])
  func refused(text: String, mention: String) {
    let error = #expect(throws: LabError.self) { try TrainingSpec(parsing: text) }
    #expect(error?.exitCode == 78)
    #expect(error?.description.contains(mention) == true, "\(error?.description ?? "")")
  }

  @Test("files of a list are named without their folders")
  func names() {
    #expect(TrainingSpec.name(of: "/home/ada/cat.png+mnist:7") == "cat.png+mnist:7")
    #expect(TrainingSpec.name(of: "/home/ada+eve/cat.png") == "cat.png")
  }

  @Test("a range holds its images, standardised as one by one")
  func range() throws {
    try folder.writeIDX(.mnist, .train, labels: [7, 4, 1, 0])
    let set = try TrainingSpec(parsing: "mnist:train/1..2").load(from: folder.locator, form: PictureForm())
    #expect(set.count == 2 && set.shape == ImageShape(channels: 1, height: 2, width: 2))
    let images = try [1, 2].map {
      try ImageSpec(parsing: "mnist:train/\($0)").load(from: folder.locator, form: PictureForm())
    }
    #expect(set.references == images)
    #expect(set.standardized(.mnist) == images.flatMap(Normalization.mnist.standardize))
    let whole = try TrainingSpec(parsing: "mnist:train").load(from: folder.locator, form: PictureForm())
    #expect(whole.count == 4 && whole.digest != set.digest)
    let error = #expect(throws: LabError.self) {
      try TrainingSpec(parsing: "mnist:train/2..4").load(from: folder.locator, form: PictureForm())
    }
    #expect(error?.description.contains("0 to 3") == true)
  }

  @Test("colours are standardised with their own constants, and resized images rounded to bytes")
  func colours() throws {
    try folder.write((0..<3).flatMap { DatasetFolder.record($0) }, "cifar-10-batches-bin/test_batch.bin")
    let set = try TrainingSpec(parsing: "cifar10:test").load(
      from: folder.locator, form: PictureForm(size: (4, 5)))
    #expect(set.shape == ImageShape(channels: 3, height: 4, width: 5))
    let red = Image(
      channels: 3, height: 4, width: 5,
      pixels: [10, 20, 30].flatMap {
        [Float](repeating: Float($0) / 255, count: 20)
      })
    #expect(Array(set.standardized(.cifar10).prefix(60)) == Normalization.cifar10.standardize(red))
  }

  @Test("drawn digits go round the classes, no two alike")
  func digits() throws {
    let set = try TrainingSpec(parsing: "builtin:digits/20").load(
      from: folder.locator, form: PictureForm(size: (12, 12)))
    #expect(set.count == 20 && set.shape == ImageShape(channels: 1, height: 12, width: 12))
    #expect(set.references.count == 4)
    let values = set.standardized(.none)
    let images = (0..<20).map { Array(values[$0 * 144..<($0 + 1) * 144]) }
    #expect(Set(images).count == 20)
    let seven = Normalization.none.standardize(
      BuiltInDigits.image(digit: 7, height: 12, width: 12, variation: nil))
    let likeness = images.map { pearsonCorrelation($0, seven) ?? 0 }
    #expect(likeness[7] > likeness[6] && likeness[17] > likeness[6])
  }

  @Test(
    "a set that would not fit is refused before any of it is drawn or resized, with what it would take",
    arguments: [
      ("builtin:digits/60000", 1024, "size", "60000 training images of 1×1024×1024, 58.6 GiB"),
      ("builtin:digits/60000", 95, "size", "60000 training images of 1×95×95, 0.5 GiB"),
      ("mnist:train", 20_000, "size", "3 training images of 1×20000×20000, 1.1 GiB"),
      ("mnist:train/1..2", 20_000, "size", "2 training images of 1×20000×20000, 0.7 GiB"),
      ("mnist:train/1..2", Int.max / 4, "size", "2 training images"),
    ])
  func tooLarge(text: String, side: Int, key: String, found: String) throws {
    try folder.writeIDX(.mnist, .train, labels: [7, 4, 1])
    let spec = try TrainingSpec(parsing: text)
    let error = #expect(throws: LabError.self) {
      try spec.load(from: folder.locator, form: PictureForm(size: (side, side)))
    }
    #expect(error?.exitCode == 78)
    #expect(error?.description.hasPrefix("\(key): \(found)") == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("lower --size or take fewer images") == true)
  }

  @Test("a list that would not fit is refused once its first image tells how large they are")
  func tooLongList() throws {
    let text = [String](repeating: "pattern:constant", count: 1000).joined(separator: "+")
    let spec = try TrainingSpec(parsing: text)
    let error = #expect(throws: LabError.self) {
      try spec.load(from: folder.locator, form: PictureForm(size: (400, 400)))
    }
    #expect(error?.description.hasPrefix("image: 1000 training images of 1×400×400, 0.6 GiB") == true)
  }

  @Test("of alternatives the first is taken whose data are here; without any it is the first")
  func alternatives() throws {
    func taken(_ text: String) throws -> String {
      try TrainingSpec(firstPresentOf: text, locator: folder.locator).description
    }
    let text = "cifar10:test/3 | mnist:7|builtin:scene/0"
    #expect(try taken(text) == "builtin:scene/0")
    #expect(try taken("cifar10:test/3 | mnist:7") == "cifar10:test/3")
    try folder.writeIDX(.mnist, .test, labels: [1, 7])
    #expect(try taken(text) == "mnist:7")
    try folder.write(DatasetFolder.record(4), "cifar-10-batches-bin/test_batch.bin")
    #expect(try taken(text) == "cifar10:test/3")
    #expect(try taken("mnist:train | mnist:7+mnist:1") == "mnist:7+mnist:1")
    #expect(try taken("mnist:7+fashion:1 | builtin:digits/20") == "builtin:digits/20")
    #expect(throws: LabError.self) { try taken("builtin:7 | mnits:7") }
    #expect(throws: LabError.self) { try taken("builtin:7 |") }
  }

  @Test("images of two shapes cannot be trained on together, unless they are made one size")
  func shapes() throws {
    try folder.writeIDX(.mnist, .test, labels: [7])
    try folder.write(DatasetFolder.record(3), "cifar-10-batches-bin/test_batch.bin")
    let mixed = try TrainingSpec(parsing: "mnist:7+builtin:7")
    let error = #expect(throws: LabError.self) { try mixed.load(from: folder.locator, form: PictureForm()) }
    #expect(error?.description.contains("1×2×2") == true && error?.description.contains("--size") == true)
    #expect(try mixed.load(from: folder.locator, form: PictureForm(size: (8, 8))).count == 2)
    let coloured = try TrainingSpec(parsing: "mnist:7+cifar10:3")
    #expect(throws: LabError.self) {
      try coloured.load(from: folder.locator, form: PictureForm(size: (8, 8)))
    }
  }
}
