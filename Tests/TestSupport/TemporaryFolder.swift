import Foundation
import LabBase

/// A folder of its own for one test, removed with everything in it when the test lets go of it.
public final class TemporaryFolder: Sendable {
  /// The folder's path.
  public let path: String

  /// Makes an empty folder.
  public init() throws {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent("identity-lab-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of `name` in this folder.
  public func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file and gives its path back.
  public func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = path(name)
    try AtomicFile.write(bytes, to: path)
    return path
  }
}
