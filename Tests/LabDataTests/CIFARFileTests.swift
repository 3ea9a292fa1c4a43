import Foundation
import LabDataSupport
import Testing

@testable import LabBase
@testable import LabData

@Suite("CIFAR files")
struct CIFARFileTests {
  let folder: DatasetFolder

  init() throws {
    folder = try DatasetFolder()
  }

  private func read(_ batches: [[UInt8]], extent: ImageExtent = .all) throws -> LabelledImages {
    let paths = try batches.enumerated().map { try folder.write($1, "batch\($0)") }
    return try CIFARFile.read(paths, name: "set", extent: extent)
  }

  private func records(_ labels: [UInt8]) -> [UInt8] { labels.flatMap(DatasetFolder.record) }

  @Test("records are a label and planes of red, green and blue")
  func planes() throws {
    let images = try read([records([3, 9])])
    #expect(images.labels == [3, 9])
    let image = try images.image(at: 1)
    #expect((image.channels, image.height, image.width) == (3, 32, 32))
    #expect(image[0, 0, 0] == 19.0 / 255)
    #expect(image[1, 31, 31] == 29.0 / 255)
    #expect(image[2, 16, 5] == 39.0 / 255)
  }

  @Test("rows follow each other from the top")
  func rows() throws {
    var record = DatasetFolder.record(0)
    record[1 + 1024 + 3 * 32 + 5] = 255
    #expect(try read([record]).image(at: 0)[1, 3, 5] == 1)
  }

  @Test("batches of any sizes follow each other", arguments: [[1], [63, 1], [64], [65, 64, 1], [130, 2]])
  func batches(sizes: [Int]) throws {
    let labels = sizes.map { size in (0..<size).map { UInt8(($0 * 7 + size) % 10) } }
    #expect(try read(labels.map(records)).labels == labels.flatMap { $0 })
  }

  @Test("reading stops at the image wanted and opens no batch after it")
  func extents() throws {
    let batches = [records([1, 2]), records([3, 2]), [UInt8](repeating: 99, count: 5)]
    let extents: [ImageExtent] = [
      .first(0), .first(1), .first(3), .throughFirst(label: 2), .throughFirst(label: 3),
    ]
    #expect(
      try extents.map { try read(batches, extent: $0).labels } == [[], [1], [1, 2, 3], [1, 2], [1, 2, 3]])
    #expect(throws: LabError.self) { try read(batches, extent: .throughFirst(label: 7)) }
  }

  @Test(
    "a batch of no record or of a part of one is refused, its size named",
    arguments: [0, 1, 3072, 3074, 2 * 3073 - 1, 64 * 3073 + 1])
  func sizes(size: Int) {
    let error = #expect(throws: LabError.self) {
      try read([records([1]), [UInt8](repeating: 0, count: size)])
    }
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains("batch1: expected one or more records of 3073 bytes") == true)
    #expect(error?.description.contains(size == 0 ? "an empty file" : "found \(size) bytes") == true)
  }

  @Test("a label above 9 is refused, the batch and the record named")
  func label() {
    let error = #expect(throws: LabError.self) { try read([records([1, 2]), records([1, 10])]) }
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains("batch1") == true)
    #expect(error?.description.contains("label 10 in record 1") == true)
  }

  @Test("a sparse file of whole records but far too many is refused unread")
  func sparse() throws {
    let path = try folder.write([], "sparse")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 3073 << 30)
    try handle.close()
    let error = #expect(throws: LabError.self) { try CIFARFile.read([path], name: "set") }
    #expect(error?.description.contains("at most 536870912 bytes") == true)
  }
}
