import LabBase
import Nets

/// The binary batches of CIFAR-10 and CIFAR-100: records of a label, then 1,024 red, 1,024 green and 1,024 blue bytes.
///
/// A record of CIFAR-100 begins with a coarse label, of 20, which is passed over, and a fine one, of 100.
///
/// Format: Krizhevsky, "Learning multiple layers of features from tiny images" (2009), the binary version.
enum CIFARFile {
  private static let shape = ImageShape(channels: 3, height: 32, width: 32)
  /// Records read at a time, 192 KiB: few enough to stop early, many enough to read fast.
  private static let recordsPerBlock = 64

  /// Reads batches, one after the other, of any positive number of records each.
  ///
  /// - Parameters:
  ///   - paths: The batches in order.
  ///   - kind: Whose they are, CIFAR-10's by default.
  ///   - name: Name of the images in errors about them.
  ///   - extent: How many images; batches after the last image wanted are not opened.
  /// - Throws: `badData` naming the batch for one that is not whole records or has a label beyond the classes;
  ///   `missingInput` and `inputOutput` as ``InputFile``.
  static func read(
    _ paths: [String], of kind: DatasetKind = .cifar10, name: String, extent: ImageExtent = .all
  ) throws(LabError) -> LabelledImages {
    var labels: [UInt8] = []
    var pixels: [UInt8] = []
    // An array that grows by doubling would take up to three times the room of a large set.
    let sizes = paths.compactMap { try? InputFile($0, allowsPipe: false).size }
    pixels.reserveCapacity(
      min(sizes.reduce(0, +), extent.limit.map { $0 * shape.count } ?? .max, LabelledImages.largestSize))
    for path in paths where !extent.isReached(by: labels) {
      try read(path, of: kind, extent: extent, labels: &labels, pixels: &pixels)
    }
    return LabelledImages(
      name: name, shape: shape, labels: labels, pixels: pixels, classCount: kind.classCount)
  }

  /// Bytes of a record before its pixels, the last of which is the label.
  private static func labelSize(of kind: DatasetKind) -> Int { kind == .cifar100 ? 2 : 1 }

  private static func read(
    _ path: String, of kind: DatasetKind, extent: ImageExtent, labels: inout [UInt8], pixels: inout [UInt8]
  ) throws(LabError) {
    let file = try InputFile(path, allowsPipe: false)
    let labelSize = labelSize(of: kind)
    let recordSize = labelSize + shape.count
    if let size = file.size {
      try check(size, recordSize, path)
    }
    let first = labels.count
    var size = 0
    while !extent.isReached(by: labels) {
      let block = try file.read(upTo: recordsPerBlock * recordSize)
      size += block.count
      // A file without a known size shows only by its end whether its records are whole.
      if block.count < recordsPerBlock * recordSize {
        try check(size, recordSize, path)
      }
      guard !block.isEmpty else {
        break
      }
      for start in stride(from: 0, to: block.count, by: recordSize) where !extent.isReached(by: labels) {
        let label = block[start + labelSize - 1]
        guard Int(label) < kind.classCount else {
          throw .badData(
            path: path, expected: "labels 0 to \(kind.classCount - 1)",
            found: "label \(label) in record \(labels.count - first)")
        }
        labels.append(label)
        pixels += block[(start + labelSize)..<(start + recordSize)]
      }
      guard pixels.count <= LabelledImages.largestSize else {
        throw .badData(
          path: path, expected: "at most \(LabelledImages.largestSize) bytes of images", found: "more")
      }
    }
  }

  private static func check(_ size: Int, _ recordSize: Int, _ path: String) throws(LabError) {
    guard size > 0, size % recordSize == 0 else {
      throw .badData(
        path: path, expected: "one or more records of \(recordSize) bytes",
        found: size == 0
          ? "an empty file" : "\(size) bytes, \(size / recordSize) records and \(size % recordSize) bytes")
    }
    guard size <= LabelledImages.largestSize else {
      throw .badData(
        path: path, expected: "at most \(LabelledImages.largestSize) bytes of images", found: "\(size) bytes")
    }
  }
}
