import LabBase

/// What a recipe says about a picture; what it leaves out the kind decides.
package protocol PictureOptions: Codable, Equatable, Sendable {
  /// Says nothing.
  init()

  /// Reads a mapping of options.
  ///
  /// - Throws: `LabError.badConfiguration` for an unknown option or value, with the nearest spelling.
  init(_ value: YAMLValue) throws(LabError)

  /// The options that may be given.
  static var names: [String] { get }

  /// These options with those of `upper` laid over them.
  func overlaid(with upper: Self) -> Self
}
