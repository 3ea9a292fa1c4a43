/// The program's version, which pictures carry.
package enum LabVersion {
  /// Semantic version; the output of a configuration may change only with its first or second number.
  package static let current = "0.1.0"
}
