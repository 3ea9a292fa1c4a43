import Foundation
import LabBase

/// Copies of training pictures that came from files, so that a run can be looked at when they have moved or changed.
///
/// `OUT/images` holds every content once, under its digest, and for the digest of a run's data a list `DIGEST.json` of
/// the copies that they were made of. Thousands of runs on one picture share one copy and one list.
package struct PictureStore: Sendable {
  /// The names of copies, in the order in which a SPEC names its files.
  private struct List: Codable {
    let files: [String]
  }

  /// Largest list that is read, in bytes: ten thousand pictures.
  private static let largestList = 1 << 20

  private let folder: String

  /// The copies below an output folder.
  package init(output: String) {
    folder = output + "/images"
  }

  /// Keeps what some data were made of; what is there already is not written again.
  ///
  /// - Parameters:
  ///   - files: in the order in which the SPEC names them.
  ///   - dataDigest: what the configuration of a run knows its data by.
  /// - Throws: `LabError` where a copy cannot be written.
  package func keep(_ files: [PictureBytes], dataDigest: String) throws(LabError) {
    guard !files.isEmpty, self.files(files.map(\.path), dataDigest: dataDigest) == nil else { return }
    for file in files {
      let path = "\(folder)/\(file.fileName)"
      if (try? PictureBytes(reading: path))?.digest == file.digest { continue }
      try AtomicFile.write(file.bytes, to: path)
    }
    try AtomicFile.write(CanonicalJSON.pretty(List(files: files.map(\.fileName))), to: list(dataDigest))
  }

  /// The copies that some data were made of; nil unless all are there and undamaged.
  ///
  /// - Parameter paths: the files that the SPEC names, in its order.
  package func files(_ paths: [String], dataDigest: String) -> [PictureBytes]? {
    guard !paths.isEmpty, let file = try? InputFile(list(dataDigest)),
      let bytes = try? file.read(upTo: Self.largestList),
      let list = try? JSONDecoder().decode(List.self, from: Data(bytes)), list.files.count == paths.count
    else { return nil }
    var files: [PictureBytes] = []
    for (path, name) in zip(paths, list.files) {
      // A name is a digest and an ending; a path would lead out of the folder.
      guard !name.contains("/"), let copy = try? PictureBytes(reading: path, at: "\(folder)/\(name)"),
        copy.fileName == name
      else { return nil }
      files.append(copy)
    }
    return files
  }

  private func list(_ dataDigest: String) -> String { "\(folder)/\(dataDigest).json" }
}
