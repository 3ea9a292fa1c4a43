import LabBase

/// The start weights of a laboratory's experiments: each file is read once.
package final class WeightLibrary {
  /// Bytes of files that are held.
  private static let limit = 64_000_000

  private let output: String?
  private var digests: [String: String] = [:]
  private var held = BoundedCache<String, StartWeights>(limit: limit)

  /// Makes a library.
  ///
  /// - Parameter output: the output folder, where copies of files are kept; nil keeps none.
  package init(output: String?) {
    self.output = output
  }

  /// Settings in which the weights that they name stand by their digest, as in a configuration, with these weights; nil
  /// where they name none.
  ///
  /// - Throws: what ``weights(named:)`` throws.
  package func resolve(
    _ settings: Settings
  ) throws(LabError) -> (settings: Settings, weights: StartWeights?) {
    guard let text = settings[.startWeights] else { return (settings, nil) }
    let weights = try weights(named: text)
    var resolved = settings
    resolved.give(weights.digest, for: .startWeights, named: settings.name(of: .startWeights))
    return (resolved, weights)
  }

  /// The weights that a setting's text names: the path of a file, or the digest of one that is held or kept.
  ///
  /// A file is copied at once, because whoever makes the run, a worker or another machine of a cluster, knows its digest
  /// alone. Where that fails the run says so: a plan can be made all the same.
  ///
  /// - Throws: `LabError` where it cannot be read or there is no copy.
  package func weights(named text: String) throws(LabError) -> StartWeights {
    if Self.isDigest(text) { return try weights(digest: text) }
    if let known = digests[text], let weights = held[known] { return weights }
    let weights = try StartWeights(reading: text)
    digests[text] = weights.digest
    held.insert(weights, for: weights.digest, size: weights.bytes.count)
    if let output { try? WeightStore(output: output).keep(weights) }
    return weights
  }

  /// The weights of a configuration's digest; nil of none.
  ///
  /// - Throws: what ``weights(digest:)`` throws.
  package func weights(ofDigest digest: String?) throws(LabError) -> StartWeights? {
    guard let digest else { return nil }
    return try weights(digest: digest)
  }

  /// The weights of a digest.
  ///
  /// - Throws: `LabError.missingInput` where there is no copy, `.badData` for a damaged one.
  package func weights(digest: String) throws(LabError) -> StartWeights {
    if let known = held[digest] { return known }
    guard let output else { throw WeightStore.missing(digest, path: "OUT/weights/\(digest).safetensors") }
    let weights = try WeightStore(output: output).weights(digest: digest)
    held.insert(weights, for: digest, size: weights.bytes.count)
    return weights
  }

  /// Whether a text is the digest of a file.
  package static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy("0123456789abcdef".utf8.contains)
  }
}
