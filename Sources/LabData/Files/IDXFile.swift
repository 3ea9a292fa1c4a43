import LabBase
import Nets

/// The IDX files of MNIST and of sets like it: big-endian counts, then one byte a value.
///
/// Format: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", section "File formats".
enum IDXFile {
  private static let imageMagic: UInt32 = 0x0000_0803
  private static let labelMagic: UInt32 = 0x0000_0801
  /// Largest height and width in pixels: far above any such set, low enough that no product overflows.
  private static let largestExtent = 4096
  /// Most images or labels, twenty times as many as the largest set of this kind has.
  private static let largestCount = 1 << 24

  /// Reads images of N×H×W bytes and their N labels, each file plain or gzip.
  ///
  /// - Parameters:
  ///   - imagePath: The file of magic 0x00000803.
  ///   - labelPath: The file of magic 0x00000801; it is read first and whole.
  ///   - name: Name of the images in errors about them.
  ///   - extent: How many images; the end of the image file is checked only where all are read.
  /// - Throws: `badData` naming the file for a wrong magic, sizes that do not fit what is there, a label above 9
  ///   or two files of different counts; `missingInput` and `inputOutput` as ``InputFile``.
  static func read(
    images imagePath: String, labels labelPath: String, name: String, extent: ImageExtent = .all
  ) throws(LabError) -> LabelledImages {
    let labels = try readLabels(labelPath)
    var file = try GzipFile(imagePath)
    let header = try readHeader(&file, magic: imageMagic, numbers: 3, kind: "image")
    let (count, height, width) = (header[0], header[1], header[2])
    guard (1...largestExtent).contains(height), (1...largestExtent).contains(width) else {
      throw .badData(
        path: imagePath, expected: "images of 1×1 to \(largestExtent)×\(largestExtent) pixels",
        found: "\(height)×\(width)")
    }
    let shape = ImageShape(channels: 1, height: height, width: width)
    let content = "\(count) images of \(shape)"
    try check(file, headerSize: 16, contentSize: count * shape.count, content: content)
    guard labels.count == count else {
      throw .badData(
        path: labelPath, expected: "\(count) labels, one for each image of \(imagePath)",
        found: "\(labels.count) labels")
    }
    let wanted = extent.count(of: labels)
    let pixels = try readContent(
      &file, count: wanted * shape.count, isAll: wanted == count, content: content)
    return LabelledImages(name: name, shape: shape, labels: Array(labels.prefix(wanted)), pixels: pixels)
  }

  private static func readLabels(_ path: String) throws(LabError) -> [UInt8] {
    var file = try GzipFile(path)
    let count = try readHeader(&file, magic: labelMagic, numbers: 1, kind: "label")[0]
    let content = "\(count) labels"
    try check(file, headerSize: 8, contentSize: count, content: content)
    let labels = try readContent(&file, count: count, isAll: true, content: content)
    if let index = labels.firstIndex(where: { Int($0) >= LabelledImages.usualClassCount }) {
      throw .badData(
        path: path, expected: "labels 0 to \(LabelledImages.usualClassCount - 1)",
        found: "\(labels[index]) as label \(index)")
    }
    return labels
  }

  /// Reads the magic and the numbers after it, the first of which is the count of images or labels.
  private static func readHeader(
    _ file: inout GzipFile, magic: UInt32, numbers: Int, kind: String
  ) throws(LabError) -> [Int] {
    let size = 4 + 4 * numbers
    let bytes = try file.read(upTo: size)
    let words = stride(from: 0, through: bytes.count - 4, by: 4).map { start in
      bytes[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    if let first = words.first, first != magic {
      throw .badData(
        path: file.path, expected: "an IDX \(kind) file, magic \(hexadecimal(magic))",
        found: "magic \(hexadecimal(first))")
    }
    guard bytes.count == size else {
      throw .badData(
        path: file.path, expected: "the \(size) bytes an IDX \(kind) file begins with",
        found: "\(bytes.count) bytes")
    }
    guard (1...UInt32(largestCount)).contains(words[1]) else {
      throw .badData(
        path: file.path, expected: "a count of 1 to \(largestCount) \(kind)s", found: "a count of \(words[1])"
      )
    }
    return words.dropFirst().map { Int($0) }
  }

  /// Refuses sizes that cannot be, before anything is read because of them.
  private static func check(
    _ file: borrowing GzipFile, headerSize: Int, contentSize: Int, content: String
  ) throws(LabError) {
    if let size = file.size, size != headerSize + contentSize {
      throw .badData(
        path: file.path, expected: "\(headerSize + contentSize) bytes for \(content)", found: "\(size) bytes")
    }
    guard contentSize <= LabelledImages.largestSize else {
      throw .badData(
        path: file.path, expected: "at most \(LabelledImages.largestSize) bytes of data",
        found: "\(content), \(contentSize) bytes")
    }
  }

  private static func readContent(
    _ file: inout GzipFile, count: Int, isAll: Bool, content: String
  ) throws(LabError) -> [UInt8] {
    let bytes = try file.read(upTo: count)
    guard bytes.count == count else {
      throw .badData(
        path: file.path, expected: "\(content)", found: "an end \(count - bytes.count) bytes too early")
    }
    if isAll {
      // Reading past the end also has the checksum of a compressed file checked.
      guard try file.read(upTo: 1).isEmpty else {
        throw .badData(path: file.path, expected: "\(content) and nothing after them", found: "more bytes")
      }
    }
    return bytes
  }

  private static func hexadecimal(_ word: UInt32) -> String {
    let digits = String(word, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
