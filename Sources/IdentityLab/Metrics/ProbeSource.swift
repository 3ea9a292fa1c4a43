/// Where a probe battery's digits and garments come from.
///
/// Resolved once, before a run starts, and recorded with its configuration: otherwise a run's numbers would
/// depend on which files happened to be on the machine that evaluated it.
public struct ProbeSource: Codable, Equatable, Hashable, Sendable {
  /// Source of the digits, which the blends are made of too.
  public enum Digits: String, CaseIterable, Codable, Sendable {
    /// The test split of MNIST.
    case mnist
    /// The digits the lab draws itself.
    case builtin
  }

  /// Source of the garments.
  public enum Fashion: String, CaseIterable, Codable, Sendable {
    /// The test split of Fashion-MNIST.
    case fashion
    /// The garments the lab draws itself.
    case builtin
  }

  /// Source of the digits.
  public var digits: Digits
  /// Source of the garments.
  public var fashion: Fashion

  /// Names both sources; the default is the built-in pictures, which need no download.
  public init(digits: Digits = .builtin, fashion: Fashion = .builtin) {
    self.digits = digits
    self.fashion = fashion
  }

  /// The best source on this machine: each data set whose test split is present, else the built-in pictures.
  public init(resolvedFrom locator: DatasetLocator) {
    digits = locator.has(.mnist, split: .test) ? .mnist : .builtin
    fashion = locator.has(.fashion, split: .test) ? .fashion : .builtin
  }
}
