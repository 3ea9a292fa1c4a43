import LabDataSupport
import Nets
import Testing

@testable import LabBase
@testable import LabData

@Suite("IDX files")
struct IDXFileTests {
  let folder: DatasetFolder
  private let labels: [UInt8] = [5, 0, 7]
  private let pixels = [UInt8](0..<18)

  init() throws {
    folder = try DatasetFolder()
  }

  private var imageFile: [UInt8] { DatasetFolder.idxImages(count: 3, height: 2, width: 3, pixels) }
  private var labelFile: [UInt8] { DatasetFolder.idxLabels(labels) }

  @discardableResult
  private func read(
    images: [UInt8]? = nil, labels: [UInt8]? = nil, extent: ImageExtent = .all
  ) throws -> LabelledImages {
    try IDXFile.read(
      images: folder.write(images ?? imageFile, "images"),
      labels: folder.write(labels ?? labelFile, "labels"),
      name: "set", extent: extent)
  }

  /// Expects exit code 65 with all of `words` in the text.
  private func expectRefusal(
    images: [UInt8]? = nil, labels: [UInt8]? = nil, _ words: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: LabError.self, sourceLocation: sourceLocation) {
      try read(images: images, labels: labels)
    }
    #expect(error?.exitCode == 65, sourceLocation: sourceLocation)
    for word in words {
      #expect(
        error?.description.contains(word) == true, "\(word) in \(error as Any)",
        sourceLocation: sourceLocation)
    }
  }

  @Test("plain and compressed files hold the same images", arguments: [false, true], [false, true])
  func roundTrip(compressedImages: Bool, compressedLabels: Bool) throws {
    let images = try read(
      images: compressedImages ? DatasetFolder.gzip(imageFile) : nil,
      labels: compressedLabels ? DatasetFolder.gzip(labelFile) : nil)
    #expect(images.name == "set")
    #expect(images.shape == ImageShape(channels: 1, height: 2, width: 3))
    #expect(images.labels == labels)
    for index in 0..<3 {
      let image = try images.image(at: index)
      #expect(image.pixels == pixels[6 * index..<6 * index + 6].map { Float($0) / 255 })
      #expect(image.height == 2 && image.width == 3 && image.channels == 1)
    }
  }

  @Test("as many images are read as are wanted, never more than there are")
  func extents() throws {
    let counts = try [ImageExtent.first(0), .first(2), .first(3), .first(4), .throughFirst(label: 0)].map {
      try read(extent: $0).labels
    }
    #expect(counts == [[], [5, 0], labels, labels, [5, 0]])
    #expect(try read(extent: .throughFirst(label: 9)).count == 3)
  }

  @Test("a limit leaves what follows unread, in a compressed file too")
  func limit() throws {
    let stream = RandomStream(key: RandomKey(seed: 8))
    let noise = (0..<300_000).map { UInt8(stream.integer(at: $0, below: 256)) }
    var images = DatasetFolder.gzip(DatasetFolder.idxImages(count: 3, height: 100, width: 1000, noise))
    images[200_000] ^= 0xff
    #expect(try read(images: images, extent: .first(1)).image(at: 0).pixels[7] == Float(noise[7]) / 255)
    expectRefusal(images: images, ["images", "gzip"])
  }

  @Test("either file cut off anywhere is refused by name", arguments: [false, true])
  func truncation(compressed: Bool) {
    let (images, labels) =
      compressed
      ? (DatasetFolder.gzip(imageFile), DatasetFolder.gzip(labelFile)) : (imageFile, labelFile)
    for length in images.indices {
      expectRefusal(images: Array(images.prefix(length)), ["\(folder.path)/images: expected", "found"])
    }
    for length in labels.indices {
      expectRefusal(labels: Array(labels.prefix(length)), ["\(folder.path)/labels: expected", "found"])
    }
  }

  @Test("data compressed whole from a file cut off anywhere are refused by name")
  func truncatedInside() {
    for length in imageFile.indices {
      expectRefusal(
        images: DatasetFolder.gzip(Array(imageFile.prefix(length))),
        ["\(folder.path)/images: expected", "found"])
    }
  }

  @Test("bytes after the data are refused", arguments: [false, true])
  func trailing(compressed: Bool) {
    func pack(_ bytes: [UInt8]) -> [UInt8] { compressed ? DatasetFolder.gzip(bytes) : bytes }
    expectRefusal(images: pack(imageFile + [0]), ["/images", "3 images of 1×2×3"])
    expectRefusal(labels: pack(labelFile + [0]), ["/labels", "3 labels"])
  }

  @Test("exact sizes are named, expected and found")
  func sizes() {
    expectRefusal(images: imageFile + [0], ["expected 34 bytes for 3 images of 1×2×3", "found 35 bytes"])
    expectRefusal(labels: Array(labelFile.dropLast()), ["expected 11 bytes for 3 labels", "found 10 bytes"])
  }

  @Test("a file of another magic is refused, its magic named")
  func magic() {
    expectRefusal(images: labelFile, ["/images", "0x00000803", "0x00000801"])
    expectRefusal(labels: imageFile, ["/labels", "0x00000801", "0x00000803"])
    expectRefusal(images: [0x89, 0x50, 0x4e, 0x47], ["0x89504e47"])
  }

  @Test("different counts of images and labels are refused, both named")
  func mismatch() {
    expectRefusal(
      labels: DatasetFolder.idxLabels([1, 2]),
      ["\(folder.path)/labels: expected 3 labels", "\(folder.path)/images", "found 2 labels"])
    expectRefusal(labels: DatasetFolder.idxLabels([1, 2, 3, 4]), ["found 4 labels"])
  }

  @Test("a label above 9 is refused, its place named")
  func label() {
    expectRefusal(labels: DatasetFolder.idxLabels([1, 2, 10]), ["labels 0 to 9", "10 as label 2"])
  }

  @Test(
    "sizes that cannot be are refused before they are believed, in a compressed file too",
    arguments: [
      (0, 2, 3, "a count of 0"), (0xffff_ffff, 2, 3, "a count of 4294967295"), (3, 0, 3, "0×3"),
      (3, 2, 0, "2×0"), (3, 0xffff_ffff, 3, "4294967295×3"), (3, 2, 4097, "2×4097"),
    ])
  func header(count: Int, height: Int, width: Int, found: String) {
    let bytes = DatasetFolder.idxImages(count: count, height: height, width: width, pixels)
    expectRefusal(images: bytes, [found])
    expectRefusal(images: DatasetFolder.gzip(bytes), [found])
  }

  @Test("a small file that inflates to far more is refused, by its header or by what follows")
  func bomb() {
    let zeros = [UInt8](repeating: 0, count: 32 << 20)
    let honest = DatasetFolder.idxImages(count: 16_000_000, height: 4096, width: 4096, [])
    expectRefusal(images: DatasetFolder.gzip(honest + zeros), ["at most 536870912 bytes"])
    expectRefusal(images: DatasetFolder.gzip(imageFile + zeros), ["nothing after them"])
    expectRefusal(labels: DatasetFolder.gzip(labelFile + zeros), ["nothing after them"])
  }

  @Test("damaged bytes give images of the right size or an error, never anything else")
  func damage() {
    for round in 0..<300 {
      let stream = RandomStream(key: RandomKey(seed: 77).deriving(round))
      var images = round % 2 == 0 ? imageFile : DatasetFolder.gzip(imageFile)
      var labels = round % 3 == 0 ? DatasetFolder.gzip(labelFile) : labelFile
      for flip in 0..<3 {
        images[stream.integer(at: 2 * flip, below: images.count)] =
          UInt8(stream.integer(at: 50 + flip, below: 256))
      }
      labels[stream.integer(at: 20, below: labels.count)] ^= UInt8(1 << stream.integer(at: 21, below: 8))
      switch Result(catching: { try read(images: images, labels: labels) }) {
      case .success(let read):
        #expect(read.count == 3 && read.shape.count == 6, "round \(round)")
      case .failure(let error):
        #expect((error as? LabError)?.exitCode == 65, "round \(round)")
      }
    }
  }
}
