import Foundation
import LabBase
import LabData
import LabImages
import Nets

/// Facts about data that take long to find and little room, kept from one process to the next.
///
/// A fact stands in `OUT/cache` under the digest of all that it depends on: what was asked, the data sets' files, the
/// program, its picture libraries and the class of processor. A fact that is missing, damaged or cannot be written is
/// found again; the folder may be removed at any time.
struct DataCache {
  /// Largest file that is read, in bytes; a fact takes a line.
  private static let largestFact = 4096

  private let folder: String?
  private let circumstances: [String]

  /// The facts below an output folder, about what a locator finds; without a folder none is kept.
  init(output: String?, locator: DatasetLocator) {
    folder = output.map { $0 + "/cache" }
    // Drawings go through the C library's functions, which are chosen by the processor.
    let program = FileIdentity("/proc/self/exe").map { [$0.description] } ?? []
    circumstances =
      [PNGFile.libraryVersion, JPEGFile.libraryVersion, Processor.instructionSet] + program
      + locator.identities
  }

  /// A fact; nil where it is not known.
  subscript<Fact: Codable>(question: [String]) -> Fact? {
    get {
      guard let path = path(question), let file = try? InputFile(path),
        let bytes = try? file.read(upTo: Self.largestFact)
      else { return nil }
      return try? JSONDecoder().decode(Fact.self, from: Data(bytes))
    }
    nonmutating set {
      guard let path = path(question) else { return }
      if let newValue {
        // Only time is lost without it.
        try? AtomicFile.write(CanonicalJSON.pretty(newValue), to: path)
      } else {
        try? FileManager.default.removeItem(atPath: path)
      }
    }
  }

  private func path(_ question: [String]) -> String? {
    folder.map { "\($0)/\(Digest.sha256(Array(CanonicalJSON.compact(question + circumstances).utf8))).json" }
  }
}
