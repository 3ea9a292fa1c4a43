import Foundation
import LabBase

/// A run's files, wherever they lie: in its folder or, where that does not have them, in the pack of its prefix.
extension RunDirectory {
  /// The bytes of one of the run's files.
  ///
  /// - Throws: `LabError.missingInput` where the run does not have it, `.inputOutput` where it cannot be read, `.badData`
  ///   where the pack that it should be in is damaged.
  package func read(_ name: String) throws(LabError) -> [UInt8] {
    do {
      return try AtomicFile.read(file(name))
    } catch .missingInput(let what, let advice) {
      guard let bytes = try pack?.read(name, of: runKey) else {
        throw .missingInput(what: what, advice: advice)
      }
      return bytes
    }
  }

  /// Whether the run has a file.
  package func has(_ name: String) -> Bool {
    access(file(name), F_OK) == 0 || pack?.runs[runKey]?.contains { $0.name == name } == true
  }

  /// Names of the run's files below one of its folders, without that folder's.
  package func names(in folder: String) -> [String] {
    let loose = (try? FileManager.default.contentsOfDirectory(atPath: file(folder))) ?? []
    let packed = (pack?.runs[runKey] ?? []).map(\.name).filter { $0.hasPrefix(folder + "/") }
      .map { String($0.dropFirst(folder.count + 1)) }
    return (loose + packed).distinct
  }

  /// Bytes of a file; 0 where the run does not have it.
  package func size(of name: String) -> Int {
    let facts = try? FileManager.default.attributesOfItem(atPath: file(name))
    let loose = (facts?[.size] as? NSNumber)?.intValue
    return loose ?? pack?.runs[runKey]?.last { $0.name == name }?.size ?? 0
  }

  /// The pack that the run may be in; nil where there is none.
  var pack: RunPack? {
    output.flatMap { RunPack.at(prefix: runKey.prefix(2), output: $0) }
  }
}
