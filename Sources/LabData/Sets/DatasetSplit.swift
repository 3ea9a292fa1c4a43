/// A part of a data set.
package enum DatasetSplit: String, Codable, Sendable {
  /// The images to train on.
  case train
  /// The images held out, which the probes are taken from.
  case test
}
