import LabBase
import Nets

extension RunDirectory {
  /// The weights of a digest that the run began with, from the copies below its output folder; nil of no digest.
  ///
  /// - Throws: `LabError.missingInput` where there is no copy, or the run's folder lies below no output folder.
  package func startWeights(ofDigest digest: String?) throws(LabError) -> StartWeights? {
    guard let digest else { return nil }
    guard let output else {
      throw WeightStore.missing(
        digest, path: "OUT/weights/\(digest).safetensors, the run at OUT/\(Self.relativePath(runKey: runKey))"
      )
    }
    return try WeightStore(output: output).weights(digest: digest)
  }
}
