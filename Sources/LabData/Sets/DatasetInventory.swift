import LabBase

/// The data sets that are found on this machine.
package struct DatasetInventory: Encodable, Equatable, Sendable {
  /// One part of a data set.
  package struct Entry: Encodable, Equatable, Sendable {
    /// `mnist`, `fashion`, `cifar10` or `cifar100`.
    package let dataset: String
    /// `train` or `test`.
    package let split: String
    /// Whether it can be read: all its files are there or, of CIFAR-10's training part, the first ones.
    package let isPresent: Bool
    /// The files that are read, in their order.
    package let files: [String]
    /// The files that are not: those that are missing, and those after a missing one.
    package let missing: [String]
    /// The folder they are in; nil where there is none.
    package let folder: String?
  }

  /// What reading a part showed.
  package struct Report: Encodable, Equatable, Sendable {
    /// `mnist`, `fashion`, `cifar10` or `cifar100`.
    package let dataset: String
    /// `train` or `test`.
    package let split: String
    /// Number of images; 0 where it cannot be read.
    package let count: Int
    /// Images a label, from label 0 on.
    package let imagesPerLabel: [Int]
    /// SHA-256 of all pixels and labels, in order.
    package let digest: String
    /// What is wrong; nil for nothing.
    package let problem: String?
    /// Such as `10000 images of 1×28×28, 980 to 1135 a label`.
    package let summary: String
  }

  /// Every part of every known data set.
  package let entries: [Entry]
  /// The folders looked in, first to last.
  package let searched: [String]

  /// Looks for the files of every data set.
  package init(locator: DatasetLocator) {
    searched = locator.searchedFolders
    entries = DatasetKind.allCases.flatMap { kind in
      [DatasetSplit.train, .test].map { split -> Entry in
        let names = kind.fileNames(of: split)
        let read = locator.files(of: kind, split: split)?.count ?? 0
        return Entry(
          dataset: kind.rawValue, split: split.rawValue, isPresent: locator.has(kind, split: split),
          files: Array(names.prefix(read)), missing: Array(names.dropFirst(read)),
          folder: locator.folder(of: kind, split: split))
      }
    }
  }

  /// Reads every part that is there, whole.
  package func verify(locator: DatasetLocator) -> [Report] {
    entries.filter(\.isPresent).compactMap { entry in
      guard let kind = DatasetKind(rawValue: entry.dataset), let split = DatasetSplit(rawValue: entry.split)
      else {
        return nil
      }
      do {
        return try Self.report(entry, locator.open(kind, split: split))
      } catch {
        return Report(
          dataset: entry.dataset, split: entry.split, count: 0, imagesPerLabel: [], digest: "",
          problem: "\(error)", summary: "")
      }
    }
  }

  private static func report(_ entry: Entry, _ images: LabelledImages) throws(LabError) -> Report {
    var digest = RunningDigest()
    var counts = [Int](repeating: 0, count: images.classCount)
    for index in 0..<images.count {
      let label = Int(images.labels[index])
      guard counts.indices.contains(label) else {
        throw .badData(
          path: images.name, expected: "labels 0 to \(images.classCount - 1)",
          found: "label \(label) of image \(index)")
      }
      counts[label] += 1
      images.withPixels(of: index) { digest.update($0) }
    }
    images.labels.withUnsafeBufferPointer { digest.update($0) }
    let part = entry.missing.isEmpty ? "" : ", without \(entry.missing.joined(separator: ", "))"
    return Report(
      dataset: entry.dataset, split: entry.split, count: images.count, imagesPerLabel: counts,
      digest: digest.finish(), problem: nil,
      summary:
        "\(images.count) images of \(images.shape), \(counts.min() ?? 0) to \(counts.max() ?? 0) a label"
        + part)
  }
}
