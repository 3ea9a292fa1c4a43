import LabDataSupport
import TestSupport
import Testing

@testable import LabBase
@testable import LabData

@Suite("Damaged data files")
struct DamagedDataTests {
  let folder: DatasetFolder

  init() throws {
    folder = try DatasetFolder()
  }

  private static let labels: [UInt8] = [5, 0, 7, 9]
  private static let images = DatasetFolder.idxImages(count: 4, height: 3, width: 5, [UInt8](0..<60))

  private enum Packing: CaseIterable { case plain, damagedInside, damagedOutside }

  /// Mutants of a file: of the plain one, of one that is then compressed, and of a compressed one.
  private func mutant(_ index: Int, of file: [UInt8], or other: [UInt8], _ packing: Packing) -> [UInt8] {
    let mutations = Mutations("idx \(packing)")
    switch packing {
    case .plain: return mutations.bytes(index, of: [file, other])
    case .damagedInside: return DatasetFolder.gzip(mutations.bytes(index, of: [file, other]))
    case .damagedOutside: return mutations.bytes(index, of: [file, other].map(DatasetFolder.gzip))
    }
  }

  @Test(
    "1,800 mutants of IDX files, plain and compressed, give images or badData", arguments: Packing.allCases)
  private func idx(packing: Packing) throws {
    let labelFile = DatasetFolder.idxLabels(Self.labels)
    let imagePath = try folder.write(Self.images, "images")
    let labelPath = try folder.write(labelFile, "labels")
    let path = try folder.write([], "mutant")
    var read = 0
    for index in 0..<600 {
      let ofImages = index % 2 == 0
      let bytes = mutant(
        index, of: ofImages ? Self.images : labelFile, or: ofImages ? labelFile : Self.images, packing)
      try folder.overwrite(path, bytes)
      let extent: ImageExtent = index % 3 == 0 ? .first(2) : index % 3 == 1 ? .throughFirst(label: 7) : .all
      do throws(LabError) {
        let images = try IDXFile.read(
          images: ofImages ? path : imagePath, labels: ofImages ? labelPath : path, name: "set",
          extent: extent)
        #expect(images.labels.allSatisfy { $0 < 10 } && images.count <= 4, "\(index)")
        read += 1
      } catch {
        #expect(error.exitCode == 65, "\(index): \(error)")
      }
    }
    #expect(read > 5 && read < 590, "\(read)")
  }

  @Test("600 mutants of CIFAR batches, also of whole records, give images or badData")
  func cifar() throws {
    let records = [[3, 9, 0], [1]].map { (labels: [UInt8]) in labels.flatMap(DatasetFolder.record) }
    let mutations = Mutations("cifar")
    let path = try folder.write([], "batch")
    var read = 0
    for index in 0..<600 {
      var bytes = mutations.bytes(index, of: records)
      if index % 2 == 0 { bytes.removeLast(bytes.count % 3073) }
      try folder.overwrite(path, bytes)
      do throws(LabError) {
        let images = try CIFARFile.read([path], name: "set", extent: index % 3 == 0 ? .first(1) : .all)
        #expect(images.count >= 1 && images.labels.allSatisfy { $0 < 10 }, "\(index)")
        read += 1
      } catch {
        #expect(error.exitCode == 65 && error.description.hasPrefix(path), "\(index): \(error)")
      }
    }
    #expect(read > 50 && read < 550, "\(read)")
  }
}
