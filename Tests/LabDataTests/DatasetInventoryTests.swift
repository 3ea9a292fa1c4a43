import LabDataSupport
import Testing

@testable import LabBase
@testable import LabData

@Suite("Inventory of data sets")
struct DatasetInventoryTests {
  private let folder: DatasetFolder

  init() throws {
    folder = try DatasetFolder()
  }

  @Test("a part's digest is that of its stored pixels, then its labels")
  func digest() throws {
    let labels: [UInt8] = [3, 0, 3, 9]
    try folder.writeIDX(.mnist, .test, labels: labels)
    let records = DatasetFolder.record(4) + DatasetFolder.record(5)
    try folder.write(records, "cifar-10-batches-bin/test_batch.bin")
    let reports = DatasetInventory(locator: folder.locator).verify(locator: folder.locator)
    #expect(reports.map(\.dataset) == ["mnist", "cifar10"] && reports.allSatisfy { $0.problem == nil })
    let pixels = labels.indices.flatMap { [UInt8](repeating: UInt8($0), count: 4) }
    #expect(reports[0].digest == Digest.sha256(pixels + labels))
    #expect(reports[0].imagesPerLabel == [1, 0, 0, 2, 0, 0, 0, 0, 0, 1])
    #expect(reports[1].digest == Digest.sha256(records[1..<3073] + records[3074...] + [4, 5]))
  }

  @Test("every byte counts as it is stored")
  func bytes() throws {
    let pixels = [UInt8](0...255)
    let names = DatasetKind.mnist.fileNames(of: .test)
    try folder.write(DatasetFolder.idxImages(count: 1, height: 16, width: 16, pixels), "mnist/\(names[0])")
    try folder.write(DatasetFolder.idxLabels([1]), "mnist/\(names[1])")
    let reports = DatasetInventory(locator: folder.locator).verify(locator: folder.locator)
    #expect(reports.map(\.digest) == [Digest.sha256(pixels + [1])])
  }

  @Test("a part of which files are missing says which")
  func missingFiles() throws {
    for batch in [1, 3] {
      try folder.write(DatasetFolder.record(UInt8(batch)), "cifar-10-batches-bin/data_batch_\(batch).bin")
    }
    let inventory = DatasetInventory(locator: folder.locator)
    let entry = try #require(inventory.entries.first { $0.dataset == "cifar10" && $0.split == "train" })
    #expect(entry.isPresent && entry.files == ["data_batch_1.bin"])
    #expect(entry.missing == (2...5).map { "data_batch_\($0).bin" })
    let report = try #require(inventory.verify(locator: folder.locator).first)
    #expect(report.count == 1 && report.summary.contains("without data_batch_2.bin"))
    #expect(inventory.entries.first?.files == [] && inventory.entries.first?.missing.count == 2)
  }

  @Test("a damaged part is reported with what is wrong, and the others are read")
  func damage() throws {
    try folder.writeIDX(.mnist, .test, labels: [1])
    try folder.writeIDX(.fashion, .test, labels: [1])
    try folder.write([0, 0, 8, 1], "mnist/\(DatasetKind.mnist.fileNames(of: .test)[1])")
    let reports = DatasetInventory(locator: folder.locator).verify(locator: folder.locator)
    #expect(reports.map(\.count) == [0, 1])
    #expect(reports[0].problem?.contains("an IDX label file") == true && reports[1].problem == nil)
  }
}
