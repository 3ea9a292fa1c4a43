import Foundation
import LabBase

/// Copies of the weight files that runs began with, so that a run can be made and asked again wherever the file went.
///
/// `OUT/weights` holds every content once, as DIGEST.safetensors; configurations name the digest alone.
package struct WeightStore: Sendable {
  private let output: String

  /// The copies below an output folder.
  package init(output: String) {
    self.output = output
  }

  /// Keeps a copy, unless there is one.
  ///
  /// - Throws: `LabError` where it cannot be written.
  package func keep(_ weights: StartWeights) throws(LabError) {
    let path = path(weights.digest)
    if (try? StartWeights(reading: path))?.digest == weights.digest { return }
    try AtomicFile.write(weights.bytes, to: path)
  }

  /// The weights of a digest.
  ///
  /// - Throws: `LabError.missingInput` where there is no copy, `.badData` for one of another content.
  package func weights(digest: String) throws(LabError) -> StartWeights {
    let path = path(digest)
    guard access(path, F_OK) == 0 else { throw Self.missing(digest, path: path) }
    let weights = try StartWeights(reading: path)
    guard weights.digest == digest else {
      throw .badData(
        path: path, expected: "the weights of digest \(digest.prefix(16)) that runs began with",
        found:
          "\(weights.digest.prefix(16)); put the file back, or remove it and name it once more with --from")
    }
    return weights
  }

  /// What to say of weights that are nowhere.
  static func missing(_ digest: String, path: String) -> LabError {
    .missingInput(
      what: "the file of weights \(digest) that the run begins with",
      advice: "put it at \(path), or give it once to a command with --from")
  }

  private func path(_ digest: String) -> String { "\(output)/weights/\(digest).safetensors" }
}
