import Foundation
import LabBase

/// A file that a crash or a damage left behind, and that nothing reads.
package struct Leftover: Encodable, Equatable, Sendable {
  /// The file's path.
  package let path: String
  /// What it is.
  package let reason: String
  /// Its size.
  package let bytes: Int

  /// Seconds after which nobody is still writing a temporary file.
  private static let age = 3600.0
  private static let claim = "claim"

  /// The leftovers below an output folder, sorted by path: claims of processes that are gone, temporary files, results that
  /// were damaged and set aside.
  package static func all(below output: String) -> [Leftover] {
    guard let files = FileManager.default.enumerator(atPath: output) else { return [] }
    var found: [Leftover] = []
    while let name = files.nextObject() as? String {
      let path = output + "/" + name
      guard let reason = reason(path, name.split(separator: "/")) else { continue }
      let facts = try? FileManager.default.attributesOfItem(atPath: path)
      found.append(Leftover(path: path, reason: reason, bytes: (facts?[.size] as? NSNumber)?.intValue ?? 0))
    }
    return found.sorted { $0.path < $1.path }
  }

  private static func reason(_ path: String, _ words: [Substring]) -> String? {
    let name = words.last ?? ""
    let isOfRun = words.first == "runs" && words.count == 4
    if isOfRun, name == "result.damaged.json" { return "damaged result, set aside" }
    if isOfRun, name == claim { return RunClaim.isVoid(path) ? "claim of a process that is gone" : nil }
    guard name.hasPrefix(".identity-lab-"), name.hasSuffix(".tmp") else { return nil }
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let isOld = Date().timeIntervalSince1970 - Double(status.st_mtim.tv_sec) > age
    return isOld ? "temporary file of a write that was cut off" : nil
  }

  /// Removes the file; a claim only where it is still one that nobody holds.
  ///
  /// - Returns: whether it is gone by this.
  package func remove() -> Bool {
    let file = URL(fileURLWithPath: path)
    guard file.lastPathComponent == Self.claim else { return unlink(path) == 0 }
    return RunClaim.removeVoid(path, in: file.deletingLastPathComponent().path)
  }
}
