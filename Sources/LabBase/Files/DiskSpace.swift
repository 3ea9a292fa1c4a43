import Foundation

/// What is free on a disk.
package enum DiskSpace {
  /// Requires that so many bytes fit on the disk of a folder that is there.
  ///
  /// A file system that does not tell has room.
  ///
  /// - Parameters:
  ///   - what: what they are for.
  ///   - key: the setting that asks for them.
  /// - Throws: `LabError.badConfiguration` with the bytes needed and the bytes there.
  package static func require(
    _ bytes: Int, at folder: String, for what: String, key: String
  ) throws(LabError) {
    let facts = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    guard let free = (facts?[.systemFreeSize] as? NSNumber)?.int64Value, Int64(bytes) > free else { return }
    throw .badConfiguration(
      key: key, found: "\(what) of \(bytes / 1_000_000) MB in all",
      expected: "at most \(free / 1_000_000) MB, which are free on the disk of \(folder)")
  }
}
