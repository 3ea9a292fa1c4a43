import CZlib
import Foundation
import LabData

/// A data folder for one test with files of its own making, removed with the test.
package final class DatasetFolder {
  package let path: String

  package init() throws {
    path = NSTemporaryDirectory() + "datasets-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Finds data in this folder only.
  package var locator: DatasetLocator { DatasetLocator(dataFlag: path, environment: [:]) }

  /// Writes a file, making the folders above it, and gives its path back.
  @discardableResult
  package func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try overwrite(file.path, bytes)
    return file.path
  }

  /// Writes a file that may be there; not flushed to the disk, which would take longest of all that a test does.
  package func overwrite(_ path: String, _ bytes: [UInt8]) throws {
    guard let file = fopen(path, "w") else { throw CocoaError(.fileWriteUnknown) }
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else { throw CocoaError(.fileWriteUnknown) }
  }

  /// Writes both files of an IDX split whose image i is 2×2 pixels of value i.
  package func writeIDX(_ kind: DatasetKind, _ split: DatasetSplit, labels: [UInt8]) throws {
    let names = kind.fileNames(of: split)
    let pixels = labels.indices.flatMap { [UInt8](repeating: UInt8($0), count: 4) }
    try write(
      Self.idxImages(count: labels.count, height: 2, width: 2, pixels), "\(kind.folderName)/\(names[0])")
    try write(Self.idxLabels(labels), "\(kind.folderName)/\(names[1])")
  }

  /// Four bytes, the most significant first.
  package static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  package static func idxImages(count: Int, height: Int, width: Int, _ pixels: [UInt8]) -> [UInt8] {
    [0, 0, 8, 3] + bigEndian(count) + bigEndian(height) + bigEndian(width) + pixels
  }

  package static func idxLabels(_ labels: [UInt8]) -> [UInt8] {
    [0, 0, 8, 1] + bigEndian(labels.count) + labels
  }

  /// A CIFAR record of a label, then planes of the values 10, 20 and 30 plus the label.
  package static func record(_ label: UInt8) -> [UInt8] {
    [label] + [10, 20, 30].flatMap { [UInt8](repeating: $0 &+ label, count: 1024) }
  }

  /// A gzip file of the bytes, as one member.
  package static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(bound)
        precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
      }
      count = Int(stream.total_out)
    }
  }
}
